package org.sluice.it.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** With {@code -Dpromises.write=true} it writes the page before it looks. */
class PromisesTest {

    private static final Path PAGE = Path.of("../docs/promises.md");
    private static final Path LISTS = Path.of("src/test/resources/promises");

    private static PromiseReport report() throws IOException {
        Promises promises = Promises.read(
                Files.readAllLines(LISTS.resolve("promises.txt")), Files.readAllLines(LISTS.resolve("not-yet.txt")));
        return new PromiseReport(promises, new TestSources(Path.of("..")).tests());
    }

    @Test
    @DisplayName("all 78 promises are listed, each once")
    void complete() throws IOException {
        List<Integer> listed =
                Promises.read(Files.readAllLines(LISTS.resolve("promises.txt")), List.of()).all().stream()
                        .flatMap(promise -> promise.numbers().stream())
                        .sorted()
                        .toList();
        assertThat(listed).doesNotHaveDuplicates().hasSize(78).startsWith(1).endsWith(78);
    }

    @Test
    @DisplayName("each promise has a test, or says why not yet")
    void proved() throws IOException {
        assertThat(report().faults()).isEmpty();
    }

    private static MemberReport members() throws IOException {
        return new MemberReport(
                Files.readAllLines(LISTS.resolve("members.txt")), new TestSources(Path.of("..")).tests());
    }

    @Test
    @DisplayName("each member has a test")
    void membersProved() throws IOException {
        assertThat(members().faults()).isEmpty();
    }

    @Test
    @DisplayName("the page is what the tests say")
    void page() throws IOException {
        String page = report().page() + members().page();
        if (Boolean.getBoolean("promises.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("write it anew: %s", PromiseReport.COMMAND)
                .isEqualTo(page);
    }
}
