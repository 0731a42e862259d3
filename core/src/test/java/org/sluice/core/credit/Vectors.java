package org.sluice.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The test vectors of docs/flow-control.md, from the page itself. */
final class Vectors {

    private Vectors() {}

    /** The lines of all blocks of a name, without comments. */
    static List<String> of(String block) {
        List<String> found = new ArrayList<>();
        boolean inside = false;
        for (String line : page()) {
            if (inside && line.equals("```")) {
                inside = false;
            } else if (inside && !line.startsWith("#")) {
                found.add(line);
            } else if (line.equals("```" + block)) {
                inside = true;
            }
        }
        assertThat(found).as("block %s in docs/flow-control.md", block).isNotEmpty();
        return found;
    }

    private static List<String> page() {
        try {
            return Files.readAllLines(Path.of("../docs/flow-control.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands before and after the arrow; nothing where there is none. */
    static String[] sides(String line) {
        int arrow = line.indexOf("=> ");
        if (arrow < 0) {
            return new String[] {line, ""};
        }
        // One space belongs to the arrow; what is more than that belongs to the vector.
        String left = line.substring(0, Math.max(0, arrow - 1));
        return new String[] {left, line.substring(arrow + 3)};
    }
}
