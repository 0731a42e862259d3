package org.sluice.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationTableTest {

    @Test
    void documentedTableIsWhatTheCodeSays() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/configuration.md")).stream()
                .filter(line -> line.startsWith("| `sluice."))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Setting.values())
                        .map(ConfigurationTableTest::row)
                        .toList());
    }

    private static String row(Setting setting) {
        return "| `" + setting.fullName() + "` | `" + setting.defaultText() + "` | " + setting.allowed() + " | "
                + setting.meaning() + " |";
    }
}
