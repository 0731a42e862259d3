package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.WebErrorStatus;

/** The tables of docs/errors.md say what {@link FaultsIT} proves, and all values that there are. */
class ErrorsPageTest {

    private static List<String> page() throws IOException {
        return Files.readAllLines(Path.of("../docs/errors.md"));
    }

    @Test
    @DisplayName("the page has a line for each fault that is tested, in order, and no other")
    void faults() throws IOException {
        assertThat(page().stream()
                        .filter(line -> line.matches("\\| .* \\| `[A-Z_0-9]+` \\| .*"))
                        .filter(line -> !line.matches("\\| \\d.*")))
                .containsExactlyElementsOf(Fault.all().stream()
                        .map(fault -> fault.line().toString())
                        .toList());
    }

    @Test
    @DisplayName("the page has all values with their numbers and HRESULTs")
    void values() throws IOException {
        assertThat(page().stream().filter(line -> line.matches("\\| \\d+ \\| .*")))
                .containsExactlyElementsOf(Arrays.stream(WebErrorStatus.values())
                        .map(value -> String.format("| %d | `%s` | `0x%08X` |", value.value(), value, value.hresult()))
                        .toList());
    }

    @Test
    @DisplayName("a value that no test makes really happen is named as such")
    void unused() throws IOException {
        Set<WebErrorStatus> made = Set.copyOf(Stream.concat(
                        Fault.all().stream().map(fault -> fault.line().status()),
                        FaultsIT.statuses().map(WebErrorStatus::ofHttpStatus))
                .distinct()
                .toList());
        List<String> missing = Arrays.stream(WebErrorStatus.values())
                .filter(value -> !made.contains(value))
                .map(value -> "- `" + value + "`")
                .toList();
        assertThat(page().stream()
                        .filter(line -> line.matches("- `[A-Z_]+`:.*"))
                        .map(line -> line.replaceFirst(":.*", "")))
                .containsExactlyElementsOf(missing);
    }
}
