package org.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipedLinesTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private List<String> read(String input) throws IOException {
        PipedLines lines = new PipedLines(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out);
        List<String> read = new ArrayList<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            read.add(new String(line, StandardCharsets.UTF_8));
        }
        return read;
    }

    @Test
    void linesEndWithEitherEnding() throws IOException {
        assertThat(read("a\nb\r\n\nc")).containsExactly("a", "b", "", "c");
    }

    @Test
    void nothingIsNoLine() throws IOException {
        assertThat(read("")).isEmpty();
    }

    @Test
    void aLineWithoutEndIsRefusedBeforeItFillsTheMemory() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                Arrays.fill(into, offset, offset + length, (byte) 'x');
                return length;
            }
        };
        assertThatThrownBy(() -> new PipedLines(endless, out).next())
                .hasMessageContaining("line 1 of the input is longer than 16.0 MiB");
    }

    @Test
    void aMessageIsShownAtOnceAndAsItIs() throws IOException {
        new PipedLines(InputStream.nullInputStream(), out).show("ü\u001b");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("ü\u001b\n");
    }
}
