package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderLinesTest {

    @Test
    void whatIsKeptIsToldWithEachValueByItself() {
        Map<String, List<String>> headers = Map.of("Host", List.of("h:1"), "X", List.of("a, b", "", "c: d"));
        assertThat(HeaderLines.of(headers).toMap()).containsExactlyInAnyOrderEntriesOf(headers);
        assertThat(HeaderLines.NONE.toMap()).isEmpty();
    }

    @Test
    void namesIgnoreCaseAndAreOneWhereTheyDifferInNothingElse() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Via", List.of("one"));
        headers.put("VIA", List.of("two"));
        assertThat(HeaderLines.of(headers).toMap()).hasSize(1).containsEntry("vIA", List.of("one", "two"));
    }

    @Test
    void aLineFeedInAValueMakesNoOtherHeader() {
        assertThat(HeaderLines.of(Map.of("X", List.of("a\nEvil\nyes"))).toMap())
                .containsOnly(Map.entry("X", List.of("a Evil yes")));
    }

    @Test
    void nobodyChangesThem() {
        HeaderLines lines = HeaderLines.of(Map.of("X", List.of("a")));
        assertThatThrownBy(() -> lines.toMap().put("Y", List.of())).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> lines.toMap().values().iterator().next().add("b"))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
