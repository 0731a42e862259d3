package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.server.PseudoRandomBytes;

/** All endpoints of the WAR, driven by clients that know nothing of Sluice. */
interface ForeignClientContract extends Server {

    int FRAGMENT = 16 * 1024;

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "P10 P26: messages of both types and of any size come back whole from our endpoint and from an ordinary one")
    default void messagesComeBack(ForeignPeer.Kind kind) throws Exception {
        for (String endpoint : new String[] {"message/echo", "plain/message"}) {
            try (ForeignPeer peer = kind.connect(at(endpoint))) {
                for (int size : new int[] {0, 1, 125, 126, 65_535, 65_536, 1024 * 1024}) {
                    String text = "x".repeat(size);
                    peer.sendText(text);
                    assertThat(peer.next()).as("%s, text of %s", endpoint, size).isEqualTo(text);
                    byte[] data = randomBytes(size);
                    peer.sendBinary(data);
                    assertThat(peer.next())
                            .as("%s, %s bytes", endpoint, size)
                            .isEqualTo(new String(data, StandardCharsets.ISO_8859_1));
                }
                peer.sendText("Grüße, 世界 \uD83D\uDE00");
                assertThat(peer.next()).isEqualTo("Grüße, 世界 \uD83D\uDE00");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P10 P26: fragments make one message, for our endpoints and for ordinary ones")
    default void fragmentsMakeOneMessage(ForeignPeer.Kind kind) throws Exception {
        for (String endpoint : new String[] {"message/echo", "plain/message"}) {
            try (ForeignPeer peer = kind.connect(at(endpoint))) {
                peer.sendText("one ", "", "message");
                assertThat(peer.next()).as(endpoint).isEqualTo("one message");
            }
        }
        for (String endpoint : new String[] {"message/echo", "plain/message", "plain/stream", "stream/echo"}) {
            try (ForeignPeer peer = kind.connect(at(endpoint))) {
                peer.sendBinary(ascii(""), ascii("one "), ascii(""), ascii("message"), ascii(""));
                assertThat(peer.next()).as(endpoint).isEqualTo("one message");
                peer.sendBinary(ascii(""));
                assertThat(peer.next()).as(endpoint).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P4 P5 P18: many messages on their way at once come back in order")
    default void manyMessagesOnTheirWay(ForeignPeer.Kind kind) throws Exception {
        try (ForeignPeer peer = kind.connect(at("message/echo"))) {
            CompletableFuture<Void> sending = Sending.of(() -> {
                for (int i = 0; i < 1000; i++) {
                    peer.sendText("message " + i);
                }
            });
            for (int i = 0; i < 1000; i++) {
                assertThat(peer.next()).isEqualTo("message " + i);
            }
            sending.get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P13 P26: a stream endpoint tells messages apart, empty ones too")
    default void streamKeepsMessages(ForeignPeer.Kind kind) throws Exception {
        try (ForeignPeer peer = kind.connect(at("stream/discard"))) {
            peer.sendBinary(ascii("1234"), ascii("56789"));
            assertThat(peer.next()).as("the check value of CRC-32C").isEqualTo("{\"bytes\":9,\"crc32c\":\"e3069283\"}");
            peer.sendBinary(ascii(""));
            assertThat(peer.next()).isEqualTo("{\"bytes\":0,\"crc32c\":\"00000000\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "P46 P50 P53: a large message goes both ways at the same time through our stream endpoint and an ordinary one")
    default void streamsGoBothWays(ForeignPeer.Kind kind) throws Exception {
        byte[] data = randomBytes(4 * 1024 * 1024);
        for (String endpoint : new String[] {"stream/echo", "plain/stream"}) {
            try (ForeignPeer peer = kind.connect(at(endpoint))) {
                CompletableFuture<Void> sending = Sending.of(() -> peer.sendBinary(fragments(data)));
                assertThat(peer.next().equals(new String(data, StandardCharsets.ISO_8859_1)))
                        .as(endpoint)
                        .isTrue();
                sending.get(20, TimeUnit.SECONDS);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P13 P15: a large download arrives whole")
    default void downloadArrivesWhole(ForeignPeer.Kind kind) throws Exception {
        int length = 16 * 1024 * 1024;
        try (ForeignPeer peer = kind.connect(at("stream/generate?bytes=" + length));
                PseudoRandomBytes expected = new PseudoRandomBytes(length)) {
            assertThat(Arrays.equals(peer.next().getBytes(StandardCharsets.ISO_8859_1), expected.readAllBytes()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S close: the server answers a close with its code")
    default void closeIsAnswered(ForeignPeer.Kind kind) throws Exception {
        for (String endpoint : new String[] {"message/echo", "stream/echo", "plain/message"}) {
            try (ForeignPeer peer = kind.connect(at(endpoint))) {
                peer.sendClose(4000, "done");
                assertThat(peer.closeCode()).as(endpoint).isEqualTo(4000);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P34: a close by the server carries its code")
    default void closeByTheServer(ForeignPeer.Kind kind) throws Exception {
        try (ForeignPeer peer = kind.connect(at("stream/generate?bytes=nonsense"))) {
            assertThat(peer.closeCode()).isEqualTo(1008);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P19 S stream: text on a stream socket closes with 1003")
    default void textOnAStreamSocket(ForeignPeer.Kind kind) throws Exception {
        try (ForeignPeer peer = kind.connect(at("stream/echo"))) {
            peer.sendText("text");
            assertThat(peer.closeCode()).isEqualTo(1003);
        }
    }

    private static byte[][] fragments(byte[] data) {
        byte[][] fragments = new byte[data.length / FRAGMENT][];
        for (int i = 0; i < fragments.length; i++) {
            fragments[i] = Arrays.copyOfRange(data, i * FRAGMENT, (i + 1) * FRAGMENT);
        }
        return fragments;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] randomBytes(int count) {
        byte[] data = new byte[count];
        new Random(count).nextBytes(data);
        return data;
    }
}
