package org.sluice.it.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GuideTest {

    private static final String PAGE = "# Before\n\n" + Guide.BEGIN + "\nold\n\n" + Guide.END + "\n\nAfter\n";
    private static final String TABLE = """
            | profile   | container  | Close |
            | --------- | ---------- | ----- |
            | tomcat-11 | Tomcat 11  | 9 ok  |
            | jetty-12  | Jetty 12   | 9 ok  |

            One WAR.
            """;

    @Test
    @DisplayName("the table replaces the one before, and nothing else changes")
    void replaced() {
        String page = Guide.with(PAGE, TABLE);
        assertThat(page).isEqualTo("# Before\n\n" + Guide.BEGIN + "\n" + TABLE + "\n" + Guide.END + "\n\nAfter\n");
        assertThat(Guide.with(page, TABLE)).isEqualTo(page);
    }

    @Test
    @DisplayName("the containers of a page are those of its table")
    void containers() {
        assertThat(Guide.containers(PAGE + "| tomee-9 | elsewhere |")).isEmpty();
        assertThat(Guide.containers(Guide.with(PAGE, TABLE))).containsExactly("jetty-12", "tomcat-11");
    }

    @Test
    @DisplayName("a page without the markers is refused")
    void withoutMarkers() {
        assertThatThrownBy(() -> Guide.with("# Page", TABLE)).hasMessageContaining("lacks the lines");
    }
}
