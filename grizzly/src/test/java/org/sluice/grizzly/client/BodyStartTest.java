package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyStartTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100})
    void chunksAreJoinedWhereverTheyAreCut(int size) {
        BodyStart body = body("Transfer-Encoding", "chunked", 100);
        assertThat(feed(body, "3\r\nabc\r\n0a;x=\"y\"\r\n0123456789\r\n0\r\n\r\n", size))
                .isTrue();
        assertThat(text(body)).isEqualTo("abc0123456789");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void aLengthIsKept(int size) {
        BodyStart body = body("Content-Length", "3", 100);
        assertThat(feed(body, "ab", size)).isFalse();
        assertThat(feed(body, "cd", size)).isTrue();
        assertThat(text(body)).isEqualTo("abc");
    }

    @Test
    void noMoreThanTheMostIsKept() {
        BodyStart body = body("X", "y", 4);
        assertThat(feed(body, "abc", 100)).isFalse();
        assertThat(feed(body, "def", 100)).isTrue();
        assertThat(text(body)).isEqualTo("abcd");
    }

    @Test
    void malformedChunksEndIt() {
        BodyStart body = body("Transfer-Encoding", "chunked", 100);
        assertThat(feed(body, "zz\r\nabc", 100)).isTrue();
        assertThat(text(body)).isEmpty();
        assertThat(feed(body("Transfer-Encoding", "chunked", 100), "1".repeat(300), 7))
                .isTrue();
    }

    @Test
    void anEmptyBodyIsCompleteAtOnce() {
        assertThat(body("Content-Length", "0", 100).isComplete()).isTrue();
        assertThat(new BodyStart(new ResponseHead(304, "", List.of()), 9).isComplete())
                .isTrue();
    }

    private static BodyStart body(String name, String value, int most) {
        return new BodyStart(new ResponseHead(404, "", List.of(new ResponseHead.Field(name, value))), most);
    }

    private static boolean feed(BodyStart body, String text, int size) {
        ByteBuffer all = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        boolean complete = false;
        while (all.hasRemaining() && !complete) {
            int count = Math.min(size, all.remaining());
            complete = body.take(all.slice(all.position(), count));
            all.position(all.position() + count);
        }
        return complete;
    }

    private static String text(BodyStart body) {
        return new String(body.bytes(), StandardCharsets.US_ASCII);
    }
}
