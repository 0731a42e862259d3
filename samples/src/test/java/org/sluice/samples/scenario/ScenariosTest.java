package org.sluice.samples.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.Phase;
import org.sluice.api.ReceiveMode;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.server.ServerEndpoints;
import org.sluice.server.launcher.EmbeddedServer;

class ScenariosTest {

    private static EmbeddedServer server;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedServer.builder().endpoints(ServerEndpoints.all()).start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static URI at(String path) {
        return server.uri().resolve(path);
    }

    @Test
    @DisplayName("P2 P31 P32: UTF-8 text goes there and back")
    void text() throws Exception {
        assertThat(TextMessages.exchange(at("message/echo"), "Grüße, 世界")).isEqualTo("Grüße, 世界");
    }

    @Test
    @DisplayName("P30 P63-P66: an application switches on the status of a failure")
    void errors() throws IOException {
        URI nobody;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("ws://127.0.0.1:" + listener.getLocalPort() + "/");
        }
        for (URI wrong : List.of(nobody, at("nothing/here"))) {
            IOException failure =
                    catchThrowableOfType(IOException.class, () -> TextMessages.exchange(wrong, "unheard"));
            assertThat(TextMessages.explain(failure))
                    .contains("confirm the URI")
                    .contains(failure.getMessage());
        }
        assertThat(TextMessages.explain(new WebSocketException("late", WebErrorStatus.TIMEOUT, Phase.TRANSFER)))
                .isEqualTo("error: late");
        assertThatIllegalStateException().isThrownBy(() -> TextMessages.explain(new IOException("strange")));
    }

    @Test
    @DisplayName("P46 P50 P53: ten bytes at a time stream there and back at the same time")
    void stream() throws Exception {
        assertThat(BinaryStream.run(at("stream/echo"), 20, Duration.ofMillis(5)))
                .isEqualTo(new BinaryStream.Counts(200, 200));
    }

    @Test
    @DisplayName("P36: complete messages are one event each, partial ones one for each part")
    void partial() throws Exception {
        assertThat(PartialMessages.exchange(at("message/echo"), 200_500, ReceiveMode.FULL))
                .containsExactly(new PartialMessages.Part(200_500, true));

        List<PartialMessages.Part> parts = PartialMessages.exchange(at("message/echo"), 200_500, ReceiveMode.PARTIAL);
        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(parts.stream().mapToInt(PartialMessages.Part::bytes).sum()).isEqualTo(200_500);
        assertThat(parts.stream().filter(PartialMessages.Part::complete)).containsExactly(parts.get(parts.size() - 1));
    }
}
