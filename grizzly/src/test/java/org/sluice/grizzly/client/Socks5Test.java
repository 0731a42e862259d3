package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.Credential;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;

@DisplayName("SOCKS 5 (RFC 1928, RFC 1929)")
class Socks5Test {

    private static final Credential USER = new Credential("u", "pw");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    @DisplayName("a dialog is understood whole and cut at every place")
    void aDialogWithAPassword(int size) throws Exception {
        Socks5 socks = new Socks5("far.example", 0x1234, USER);
        assertThat(socks.greeting()).isEqualTo(bytes(5, 2, 0, 2));
        assertThat(feed(socks, size, 5, 2)).isEqualTo(bytes(1, 1, 'u', 2, 'p', 'w'));
        byte[] name = "far.example".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer request = ByteBuffer.allocate(18)
                .put(new byte[] {5, 1, 0, 3, 11})
                .put(name)
                .put(new byte[] {0x12, 0x34})
                .flip();
        assertThat(feed(socks, size, 1, 0)).isEqualTo(request);
        assertThat(feed(socks, size, 5, 0, 0, 3, 2, 'a', 'b', 0)).isEqualTo(bytes());
        assertThat(socks.isDone()).isFalse();
        feed(socks, size, 80);
        assertThat(socks.isDone()).isTrue();
    }

    @Test
    void addressesGoAsSuch() throws Exception {
        Socks5 four = new Socks5("10.1.2.3", 80, null);
        assertThat(four.greeting()).isEqualTo(bytes(5, 1, 0));
        assertThat(feed(four, 9, 5, 0)).isEqualTo(bytes(5, 1, 0, 1, 10, 1, 2, 3, 0, 80));
        Socks5 six = new Socks5("[::1]", 80, null);
        assertThat(feed(six, 9, 5, 0))
                .isEqualTo(bytes(5, 1, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 80));
        feed(six, 4, 5, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 80);
        assertThat(six.isDone()).isTrue();
    }

    @Test
    void whatIsNoSocksIsRefusedAtItsFirstByte() {
        assertThatThrownBy(() -> feed(new Socks5("a", 1, null), 1, 'H'))
                .isInstanceOf(WebSocketException.class)
                .hasMessageContaining("SOCKS 5");
    }

    @Test
    void aRefusalNeedsNoAddressBehindIt() {
        assertThatThrownBy(() -> {
                    Socks5 socks = new Socks5("a", 1, null);
                    feed(socks, 9, 5, 0);
                    feed(socks, 9, 5, 4);
                })
                .isInstanceOfSatisfying(WebSocketException.class, e -> assertThat(e.status())
                        .isEqualTo(WebErrorStatus.SERVER_UNREACHABLE));
    }

    @Test
    void aPasswordThatDoesNotFitIsRefused() {
        Socks5 socks = new Socks5("a", 1, new Credential("u", "x".repeat(256)));
        assertThatThrownBy(() -> feed(socks, 9, 5, 2)).hasMessageContaining("255");
    }

    @Test
    void whatFollowsTheReplyIsLeftToTheServersReader() throws Exception {
        Socks5 socks = new Socks5("a", 1, null);
        feed(socks, 9, 5, 0);
        ByteBuffer received = ByteBuffer.wrap(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0, 99});
        assertThat(socks.take(received).hasRemaining()).isFalse();
        assertThat(socks.isDone()).isTrue();
        assertThat(received.get()).isEqualTo((byte) 99);
    }

    private static ByteBuffer feed(Socks5 socks, int size, int... bytes) throws WebSocketException {
        ByteBuffer all = bytes(bytes);
        ByteBuffer out = bytes();
        while (all.hasRemaining()) {
            int count = Math.min(size, all.remaining());
            ByteBuffer next = socks.take(all.slice(all.position(), count));
            all.position(all.position() + count);
            if (next.hasRemaining()) {
                out = next;
            }
        }
        return out;
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int each : values) {
            bytes.put((byte) each);
        }
        return bytes.flip();
    }
}
