package org.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class TypedLinesTest {

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    private TypedLines typed(String keys) throws IOException {
        return new TypedLines(new DumbTerminal(
                "test",
                "dumb",
                new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
                screen,
                StandardCharsets.UTF_8));
    }

    @Test
    void quotesBackslashesAndExclamationMarksAreCharactersLikeOthers() throws IOException {
        try (TypedLines lines = typed("it's \"x \\ !y ü\r")) {
            assertThat(lines.next()).asString(StandardCharsets.UTF_8).isEqualTo("it's \"x \\ !y ü");
        }
    }

    @Test
    void theEndOfInputIsNoLine() throws IOException {
        try (TypedLines lines = typed("")) {
            assertThat(lines.next()).isNull();
        }
    }

    @Test
    void aReceivedMessageCannotCommandTheTerminal() throws IOException {
        try (TypedLines lines = typed("")) {
            lines.show("a\u001b[2Jb");
        }
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("a\u241b[2Jb")
                .doesNotContain("\u001b[2J");
    }
}
