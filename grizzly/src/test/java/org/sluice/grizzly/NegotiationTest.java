package org.sluice.grizzly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server answers to raw requests for an upgrade, byte by byte. */
@Timeout(60)
class NegotiationTest {

    private static final String EXTENSIONS = "Sec-WebSocket-Extensions: ";

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private GrizzlyServer server;

    @BeforeEach
    void start() throws Exception {
        server = GrizzlyServer.start(GrizzlyServerOptions.builder()
                .application(WebSocketApplication.of("/", Endpoints.Echo.class))
                .build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String answerTo(String line) throws Exception {
        try (RawWebSocket peer = new RawWebSocket(server.address(), 65_536)) {
            return peer.upgrade("/echo", line);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate | permessage-deflate",
                "permessage-deflate; client_max_window_bits | permessage-deflate",
                "x-other, permessage-deflate | permessage-deflate",
                "permessage-deflate; unknown, permessage-deflate; server_no_context_takeover"
                        + " | permessage-deflate; server_no_context_takeover",
                "permessage-deflate; server_max_window_bits=10 | permessage-deflate; server_max_window_bits=10",
            })
    void anOfferIsAnswered(String offer, String expected) throws Exception {
        assertThat(answerTo(EXTENSIONS + offer))
                .startsWith("HTTP/1.1 101")
                .containsIgnoringCase("\r\n" + EXTENSIONS + expected + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", EXTENSIONS + "x-other", EXTENSIONS + "permessage-deflate; unknown"})
    void withoutAnOfferThatFitsNothingIsAnswered(String line) throws Exception {
        assertThat(answerTo(line)).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase(EXTENSIONS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"permessage-deflate; =", "permessage-deflate;;", "a b"})
    void aMalformedOfferIsABadRequest(String offer) throws Exception {
        assertThat(answerTo(EXTENSIONS + offer)).startsWith("HTTP/1.1 400");
    }

    @Test
    void aFrameInTheSamePacketAsTheRequestIsNotLost() throws Exception {
        try (RawWebSocket peer = new RawWebSocket(server.address(), 65_536)) {
            String key = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            // A masked text frame whose key is all zeros.
            String frame = "\u0081\u0085\0\0\0\0early";
            peer.send(
                    "GET /echo HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + key + frame);
            assertThat(peer.head()).startsWith("HTTP/1.1 101");
            RawWebSocket.Frame echo = peer.frame();

            assertThat(echo.opcode()).isEqualTo(1);
            assertThat(new String(echo.payload(), StandardCharsets.US_ASCII)).isEqualTo("early");
        }
    }
}
