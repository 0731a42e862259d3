package org.sluice.samples;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.server.ServerEndpoints;
import org.sluice.server.launcher.EmbeddedServer;

class MessageCommandTest {

    private static EmbeddedServer server;

    /** Closes as soon as it receives anything. */
    @ServerEndpoint("/closer/{code}")
    public static class Closer {
        @OnMessage
        public void close(Session session, String text) throws IOException {
            int code = Integer.parseInt(session.getPathParameters().get("code"));
            session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), "enough"));
        }
    }

    /** Tells what the handshake asked for. */
    @ServerEndpoint(value = "/asked", subprotocols = "second", configurator = Asked.Keep.class)
    public static class Asked {
        @OnOpen
        public void tell(Session session) throws IOException {
            session.getBasicRemote()
                    .sendText(session.getUserProperties().get("x") + " " + session.getNegotiatedSubprotocol());
        }

        /** Keeps a header. */
        public static class Keep extends ServerEndpointConfig.Configurator {
            @Override
            public void modifyHandshake(
                    ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
                config.getUserProperties()
                        .put(
                                "x",
                                request.getHeaders()
                                        .getOrDefault("X-Who", List.of())
                                        .toString());
            }
        }
    }

    @BeforeAll
    static void start() throws Exception {
        List<Class<?>> endpoints = new ArrayList<>(ServerEndpoints.all());
        endpoints.addAll(List.of(Closer.class, Asked.class));
        server = EmbeddedServer.builder().endpoints(endpoints).start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String url(String path) {
        return server.uri().resolve(path).toString();
    }

    @Test
    void eachLineIsAMessageAndEachAnswerALine() {
        Cli cli = new Cli()
                .in("one\n\nGrüße\r\nlast without an end")
                .start("message", "--expect", "4", url("message/echo"));
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out()).isEqualTo("one\n\nGrüße\nlast without an end\n");
        assertThat(cli.exitCode()).isZero();
    }

    @Test
    void withoutExpectItGoesOnUntilNothingCameForAWhile() {
        Cli cli = new Cli().in("a\nb\n").start("message", "--wait", "700ms", url("message/echo"));
        assertThat(cli.out()).isEqualTo("a\nb\n");
        assertThat(cli.exitCode()).isZero();
    }

    @Test
    void manyMessagesAllComeBackInOrder() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            lines.append("line ").append(i).append('\n');
        }
        Cli cli = new Cli().in(lines.toString()).start("message", "--expect", "2000", url("message/echo"));
        assertThat(cli.out()).isEqualTo(lines.toString());
    }

    @Test
    void binaryIsSentAsItIsAndShownByItsFirstBytes() {
        Cli cli = new Cli()
                .in(new byte[] {1, (byte) 0xff, '\n'})
                .start("message", "--binary", "--expect", "1", url("message/echo"));
        assertThat(cli.out()).isEqualTo("binary, 2 bytes: 01 ff\n");
    }

    @Test
    void inputThatIsNotUtf8IsRefusedAsText() {
        Cli cli = new Cli().in(new byte[] {(byte) 0xff}).start("message", url("message/echo"));
        assertThat(cli.err()).isEqualTo("sluice message: the input is not UTF-8; --binary sends any bytes\n");
        assertThat(cli.exitCode()).isEqualTo(1);
    }

    @Test
    void headersAndSubProtocolsReachTheServer() {
        Cli cli = Cli.run(
                "message",
                "--expect",
                "1",
                "--header",
                "X-Who: Ada",
                "--protocol",
                "first",
                "--protocol",
                "second",
                url("asked"));
        assertThat(cli.out()).isEqualTo("[Ada] second\n");
        assertThat(cli.exitCode()).isZero();
    }

    @Test
    void fewerMessagesThanExpectedAreAFailure() {
        Cli cli = new Cli().in("a\n").start("message", "--expect", "2", "--wait", "300ms", url("message/echo"));
        assertThat(cli.err()).isEqualTo("sluice message: received 1 messages instead of the 2 expected\n");
        assertThat(cli.exitCode()).isEqualTo(1);
    }

    @Test
    void aNormalCloseByTheServerEndsIt() throws IOException {
        try (PipedOutputStream typing = new PipedOutputStream();
                InputStream in = new PipedInputStream(typing)) {
            typing.write("go\n".getBytes(StandardCharsets.UTF_8));
            typing.flush();
            Cli cli = new Cli().in(in).start("message", url("closer/1000"));
            assertThat(cli.err()).isEqualTo("closed by the server: 1000, enough\n");
            assertThat(cli.exitCode()).isZero();
        }
    }

    @Test
    void aComplaintOfTheServerIsAFailure() throws IOException {
        try (PipedOutputStream typing = new PipedOutputStream();
                InputStream in = new PipedInputStream(typing)) {
            typing.write("go\n".getBytes(StandardCharsets.UTF_8));
            typing.flush();
            Cli cli = new Cli().in(in).start("message", url("closer/1008"));
            assertThat(cli.err()).isEqualTo("sluice message: closed by the server: 1008, enough [DISCONNECTED]\n");
            assertThat(cli.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void anUnknownPathIsSaidInOneLine() {
        Cli cli = Cli.run("message", url("nope"));
        assertThat(cli.err())
                .contains("HTTP status 404")
                .contains("[NOT_FOUND]")
                .hasLineCount(1);
        assertThat(cli.exitCode()).isEqualTo(1);
    }

    @Test
    void aRefusedPortIsSaidInOneLine() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        Cli cli = Cli.run("message", "ws://127.0.0.1:" + port + "/");
        assertThat(cli.err())
                .contains("127.0.0.1:" + port)
                .contains("[CANNOT_CONNECT]")
                .hasLineCount(1);
        assertThat(cli.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "http://host/, only ws and wss",
        "host/path, no scheme",
        "ws:///path, names no host",
        "ws://host/#there, fragment",
        "ws://a b/, is not a URL"
    })
    void aBadUrlIsWrongUsageThatSaysWhatIsWrong(String url, String why) {
        Cli cli = Cli.run("message", url);
        assertThat(cli.err())
                .startsWith("sluice message: ")
                .contains(url)
                .contains(why)
                .hasLineCount(2);
        assertThat(cli.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"--header, nonsense", "--header, Host:x", "--protocol, a b", "--connect-timeout, soon", "--expect, x"})
    void aBadOptionIsWrongUsageThatNamesIt(String option, String value) {
        Cli cli = Cli.run("message", option, value, url("message/echo"));
        assertThat(cli.err()).startsWith("sluice message: ");
        assertThat(cli.exitCode()).isEqualTo(2);
    }
}
