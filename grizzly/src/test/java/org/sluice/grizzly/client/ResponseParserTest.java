package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.grizzly.client.ResponseHead.Field;

class ResponseParserTest {

    private static final String UPGRADE = String.join(
            "\r\n",
            "HTTP/1.1 103 Early Hints",
            "Link: x",
            "",
            "HTTP/1.1 101 Switching Protocols",
            "A:\t b c ",
            " d",
            "E:",
            "",
            "");

    @Test
    void readsTheHeadHoweverItIsCut() throws Exception {
        byte[] bytes = (UPGRADE + "rest").getBytes(StandardCharsets.ISO_8859_1);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                assertUpgrade(parse(bytes, first, second));
            }
        }
    }

    @Test
    void readsTheHeadByteByByte() throws Exception {
        byte[] bytes = UPGRADE.getBytes(StandardCharsets.ISO_8859_1);
        ResponseParser parser = new ResponseParser();
        for (int i = 0; i < bytes.length; i++) {
            assertThat(parser.parse(ByteBuffer.wrap(bytes, i, 1))).isEqualTo(i == bytes.length - 1);
        }
        assertUpgrade(parser.head());
    }

    private static void assertUpgrade(ResponseHead head) {
        assertThat(head.status()).isEqualTo(101);
        assertThat(head.reason()).isEqualTo("Switching Protocols");
        assertThat(head.fields()).containsExactly(new Field("A", "b c d"), new Field("E", ""));
    }

    private static ResponseHead parse(byte[] bytes, int first, int second) throws ProtocolException {
        ResponseParser parser = new ResponseParser();
        List<ByteBuffer> parts = List.of(
                ByteBuffer.wrap(bytes, 0, first),
                ByteBuffer.wrap(bytes, first, second - first),
                ByteBuffer.wrap(bytes, second, bytes.length - second));
        int left = 0;
        for (ByteBuffer part : parts) {
            boolean unused = parser.parse(part);
            left += part.remaining();
        }
        assertThat(left).isEqualTo("rest".length());
        return parser.head();
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK', 200, OK",
        "'HTTP/1.0 404 Not Found', 404, Not Found",
        "'HTTP/1.1 503 ', 503, ''",
        "'HTTP/1.1 599', 599, ''",
        "'HTTP/1.1 403 \u00e9\ta', 403, '\u00e9\ta'",
    })
    void readsStatusLines(String line, int status, String reason) throws Exception {
        ResponseHead head = parse(line + "\r\n\r\n");
        assertThat(head.status()).isEqualTo(status);
        assertThat(head.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1  200 OK",
                "HTTP/1.x 200 OK",
                "HTTP/1.1 2000 OK",
                "HTTP/1.1 20 OK",
                "HTTP/1.1 099 Low",
                "HTTP/1.1 600 High",
                "HTTP/1.1 200\tOK",
                "HTTP/1.1",
                "HTTP/1.1 200 OK\r\n folded: first",
                "HTTP/1.1 200 OK\r\nno colon",
                "HTTP/1.1 200 OK\r\n: no name",
                "HTTP/1.1 200 OK\r\nspace : x",
                "HTTP/1.1 200 OK\r\nA: \u0000",
                "HTTP/1.1 200 OK\r\nA: \u007f",
                "HTTP/1.1 200 OK\nA: b",
                "HTTP/1.1 200 OK\r\nA: b\rc",
                "HTTP/1.1 200 OK\r\r\n",
            })
    void refusesWhatIsNoHead(String text) {
        assertThatThrownBy(() -> parse(text + "\r\n\r\n")).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @CsvSource({"'S', HTTP/1.1", "'HTTP/2', HTTP/1.1", "'\u0015', wss", "'\u0016', wss", "'http', HTTP/1.1"})
    void tellsAtOnceWhatIsNotHttp(String begin, String message) {
        assertThatThrownBy(() -> new ResponseParser().parse(bytes(begin)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(message);
    }

    @Test
    void takesAHeadOfTheGreatestLengthAndNoneBeyond() throws Exception {
        String begin = "HTTP/1.1 200 OK\r\nA: ";
        String end = "\r\n\r\n";
        String fits = begin + "x".repeat(ResponseParser.MAX_BYTES - begin.length() - end.length()) + end;
        assertThat(parse(fits).fields()).hasSize(1);
        assertThatThrownBy(() -> parse("HTTP/1.1 200 OK\r\nA: " + fits)).hasMessageContaining("65536 bytes");
    }

    @Test
    void interimAnswersCountForTheBound() {
        String interim = "HTTP/1.1 100 Continue\r\n\r\n";
        assertThatThrownBy(() -> parse(interim.repeat(ResponseParser.MAX_BYTES / interim.length() + 1)))
                .hasMessageContaining("65536 bytes");
    }

    @Test
    void keepsTheOrderAndRepetitionOfFields() throws Exception {
        List<String> names = new ArrayList<>();
        parse("HTTP/1.1 200 OK\r\nB: 1\r\nA: 2\r\nb: 3\r\n\r\n").fields().forEach(field -> names.add(field.name()));
        assertThat(names).containsExactly("B", "A", "b");
    }

    private static ResponseHead parse(String text) throws ProtocolException {
        ResponseParser parser = new ResponseParser();
        assertThat(parser.parse(bytes(text))).isTrue();
        return parser.head();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
