package org.sluice.it.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Results results = new Results();

    private String table() {
        return Table.of(results, name -> name.toUpperCase(Locale.ROOT), "One WAR.");
    }

    @Test
    @DisplayName("rows and columns stand in the order of their names, under each other")
    void ordered() {
        results.add("b", "Message", Cell::pass);
        results.add("b", "Close", Cell::pass);
        results.add("b", "Close", Cell::pass);
        results.add("a", "Message", Cell::pass);
        assertThat(table()).isEqualTo("""
                | profile | container | Close | Message |
                | ------- | --------- | ----- | ------- |
                | a       | A         | -     | 1 ok    |
                | b       | B         | 2 ok  | 1 ok    |

                One WAR.
                """);
    }

    @Test
    @DisplayName("a cell with a failure says how many failed, and that something did is known")
    void failures() {
        results.add("a", "Close", Cell::pass);
        assertThat(results.anyFailed()).isFalse();
        results.add("a", "Close", Cell::fail);
        assertThat(table()).contains("| **1 of 2 failed** |");
        assertThat(results.anyFailed()).isTrue();
    }

    @Test
    @DisplayName("what was left out has its reason below, once for all cells that share it")
    void reasons() {
        results.add("a", "Close", cell -> cell.skip("no CDI"));
        results.add("a", "Close", Cell::pass);
        results.add("b", "Close", cell -> cell.skip("not on Java 25"));
        results.add("b", "Close", cell -> cell.skip("no CDI"));
        assertThat(table()).endsWith("""
                | a       | A         | 1 ok [1]  |
                | b       | B         | - [1] [2] |

                One WAR.

                - [1] no CDI
                - [2] not on Java 25
                """);
    }
}
