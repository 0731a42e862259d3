package org.sluice.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.server.PseudoRandomBytes;
import org.sluice.server.ServerEndpoints;
import org.sluice.server.launcher.EmbeddedServer;

class SamplesTest {

    private static EmbeddedServer own;
    private static EmbeddedServer builtIn;

    @BeforeAll
    static void start() throws Exception {
        own = OwnServer.start(0);
        builtIn = EmbeddedServer.builder().endpoints(ServerEndpoints.all()).start();
    }

    @AfterAll
    static void stop() {
        own.close();
        builtIn.close();
    }

    private static URI own(String path) {
        return own.uri().resolve(path);
    }

    @Test
    void aMessageIsEchoed() throws Exception {
        assertThat(MessageClient.ask(builtIn.uri().resolve("message/echo"), "Grüße"))
                .isEqualTo("Grüße");
    }

    @Test
    void aMessageEndpointGreetsByThePathParameter() throws Exception {
        assertThat(MessageClient.ask(own("shout/Ada"), "hello")).isEqualTo("Hello, Ada");
    }

    @Test
    void aPlainEndpointAnswers() throws Exception {
        assertThat(MessageClient.ask(own("reverse"), "abc")).isEqualTo("cba");
    }

    @Test
    void anOrderComesBackWithItsPrice() throws Exception {
        Order answer = OrderClient.order(own("order"), new Order("tea", 4));
        assertThat(answer.item).isEqualTo("tea");
        assertThat(answer.price).isEqualTo(10.0);
    }

    @Test
    void aFileIsSentAndAnswered(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("text"), "line\n".repeat(100_000));
        assertThat(FileClient.send(file, own("line-count"))).isEqualTo("100000 lines");
    }

    @Test
    void aFileIsReceived(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("random");
        FileClient.receive(builtIn.uri().resolve("stream/generate?bytes=1000000"), file);
        assertThat(Files.newInputStream(file)).hasSameContentAs(new PseudoRandomBytes(1_000_000));
    }
}
