package org.sluice.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionHeaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "a|a",
                "a, b,c|a,b,c",
                "a; x; y=1|a;x;y=1",
                "a;x=1;x=1|a;x=1;x=1",
                "a ;\tx = 1 ,b|a;x=1,b",
                "a;x=\"1\"|a;x=1",
                "a; x = \"1\" ; y|a;x=1;y",
                "a;x=\"1\\0\"|a;x=10",
                "a;x=\"\\1\\0\", b|a;x=10,b",
                "', ,a,,b, '|a,b",
                "' a '|a",
                "x-!#$%&'*+-.^_`~|x-!#$%&'*+-.^_`~",
                "A;X=Y|A;X=Y"
            })
    void extensionsAreReadByTheGrammar(String header, String expected) throws ExtensionException {
        assertThat(written(ExtensionHeader.read(List.of(header)))).isEqualTo(expected);
    }

    @Test
    void severalHeadersAreOneList() throws ExtensionException {
        assertThat(written(ExtensionHeader.read(List.of("a;x", "b, c")))).isEqualTo("a;x,b,c");
        assertThat(written(ExtensionHeader.read(List.of("", "b")))).isEqualTo("b");
        assertThat(ExtensionHeader.read(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                ", ,",
                ";",
                ";x",
                "a;",
                "a;;x",
                "a b",
                "a x=1",
                "a;x=",
                "a;x=,b",
                "a;=1",
                "a=1",
                "a;x=1 2",
                "a;x=\"",
                "a;x=\"1",
                "a;x=\"\"",
                "a;x=\"1 2\"",
                "a;x=\" 1\"",
                "a;x=\"1\\\"",
                "a;x=\"1\\",
                "a;x=\"1\\\"2\"",
                "a;x=\"1;2\"",
                "a;x=\"1\"2",
                "a;x=1\"2\"",
                "a;\"x\"=1",
                "\"a\"",
                "a/b",
                "a;x=(1)",
                "a;x=\u00e9",
                "a\u0000",
                "a\r\n;x",
                "a;x=1\u007f"
            })
    void whatBreaksTheGrammarIsRefused(String header) {
        assertThatExceptionOfType(ExtensionException.class).isThrownBy(() -> ExtensionHeader.read(List.of(header)));
        if (!header.isBlank() && !header.startsWith(",")) {
            assertThatExceptionOfType(ExtensionException.class)
                    .isThrownBy(() -> ExtensionHeader.read(List.of("a", header)));
        }
    }

    @Test
    void longHeadersAreRefusedOneByOneAndTogether() throws ExtensionException {
        String longest = "a,".repeat(ExtensionHeader.MOST_CHARS / 2);
        assertThat(ExtensionHeader.read(List.of(longest))).hasSize(ExtensionHeader.MOST_CHARS / 2);

        assertThatExceptionOfType(ExtensionException.class)
                .isThrownBy(() -> ExtensionHeader.read(List.of(longest + "a")))
                .withMessageContaining("8192");
        assertThatExceptionOfType(ExtensionException.class)
                .isThrownBy(() -> ExtensionHeader.read(List.of(longest, "a")));
    }

    private static String written(List<Extension> extensions) {
        StringBuilder text = new StringBuilder();
        for (Extension extension : extensions) {
            text.append(text.isEmpty() ? "" : ",").append(extension.name());
            for (Extension.Parameter parameter : extension.parameters()) {
                text.append(';').append(parameter.name());
                if (parameter.value() != null) {
                    text.append('=').append(parameter.value());
                }
            }
        }
        return text.toString();
    }
}
