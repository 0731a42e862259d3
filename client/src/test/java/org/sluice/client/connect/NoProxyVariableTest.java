package org.sluice.client.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.WebSocketException;

/** {@code NO_PROXY} of a process that has it, with a proxy of the JVM's settings. */
@Timeout(120)
@DisplayName("P54-P59: hosts in the environment variable NO_PROXY of the process are reached without the JVM's proxy")
class NoProxyVariableTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    /** Of the values {@code PORT} is the server's port, and none is not set. */
    @ParameterizedTest(name = "P54-P59: with NO_PROXY={0} and no_proxy={1}, for a socket of {2} selector: {3}")
    @CsvSource({
        "none, none, no, FORBIDDEN in PROXY",
        "'example.org, 127.0.0.1', none, no, connected",
        "127.0.0.1:PORT, none, no, connected",
        "127.0.0.1:1, none, no, FORBIDDEN in PROXY",
        "*, none, no, connected",
        "none, 127.0.0.1, no, connected",
        "127.0.0.1, example.org, no, FORBIDDEN in PROXY",
        "127.0.0.1, none, its own, FORBIDDEN in PROXY",
    })
    void theVariableIsRead(String upper, String lower, String selector, String outcome) throws Exception {
        List<Peer.Request> asked = new CopyOnWriteArrayList<>();
        try (Peer server = Peer.upgrading();
                Peer proxy = TestProxy.http(asked, request -> "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")) {
            Path output = folder.resolve("output");
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dhttp.proxyHost=127.0.0.1",
                            "-Dhttp.proxyPort=" + proxy.port(),
                            // The JDK's default excepts loopback.
                            "-Dhttp.nonProxyHosts=",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Probe.class.getName(),
                            "ws://127.0.0.1:" + server.port() + "/",
                            selector)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(output.toFile());
            Map<String, String> environment = builder.environment();
            set(environment, "NO_PROXY", upper, server);
            set(environment, "no_proxy", lower, server);
            Process process = builder.start();
            try {
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(Files.readString(output).trim()).isEqualTo(outcome);
            boolean direct = outcome.equals("connected");
            assertThat(asked).hasSize(direct ? 0 : 1);
            assertThat(server.requests).hasSize(direct ? 1 : 0);
        }
    }

    private static void set(Map<String, String> environment, String name, String value, Peer server) {
        environment.remove(name);
        if (!value.equals("none")) {
            environment.put(name, value.replace("PORT", Integer.toString(server.port())));
        }
    }

    /** A client in a program of its own, since a process has its environment from its start; prints what came of the connect. */
    static final class Probe {

        private Probe() {}

        public static void main(String[] args) throws Exception {
            try (MessageWebSocket socket = MessageWebSocket.create()) {
                if (args[1].equals("its own")) {
                    socket.control().proxy(ProxySelector.getDefault());
                }
                socket.connect(URI.create(args[0]));
                System.out.println("connected");
            } catch (WebSocketException e) {
                System.out.println(e.status() + " in " + e.phase());
            }
        }
    }
}
