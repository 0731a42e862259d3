package org.sluice.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;

/**
 * How the WAR comes and goes on a running server: it leaves nothing behind, after many times and with open connections, and does not come
 * up where a setting is wrong.
 */
interface LifeContract {

    int TAKEN_AWAY_UNDER_LOAD = 5;

    /** The name of the folder with the unpacked server, in the build. */
    String distribution();

    HotRecipe recipe();

    /** How many copies of the application's classes the server itself holds on to when all are taken away. */
    default int keptBy(HotServer server) throws IOException {
        return 0;
    }

    @Test
    @DisplayName("an application that is taken away closes its sockets and leaves no thread and no class loader")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    default void nothingIsLeftOfAnApplicationThatIsTakenAway() throws Exception {
        int times = Integer.getInteger("redeployments", 50);
        try (HotServer server = HotServer.start(distribution(), recipe(), Map.of())) {
            for (int i = 1; i <= times; i++) {
                server.deploy();
                useWhileItIsTakenAway(server);
                await("threads of redeployment " + i)
                        .atMost(Duration.ofSeconds(10))
                        .untilAsserted(
                                () -> assertThat(server.threads("sluice-")).isEmpty());
            }
            await("class loaders")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(server.copies("org.sluice.core.socket.SocketState"))
                            .as("of %s", times)
                            .isLessThanOrEqualTo(keptBy(server)));
        }
    }

    @Test
    @DisplayName("connections that come while the application is taken away are refused, or closed with 1001")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    default void connectionsThatComeWhileTheApplicationIsTakenAway() throws Exception {
        try (HotServer server = HotServer.start(distribution(), recipe(), Map.of())) {
            for (int i = 0; i < TAKEN_AWAY_UNDER_LOAD; i++) {
                server.deploy();
                List<Caller> callers = List.of(
                        Caller.of(MessageWebSocket::create, server.at("/message/echo")),
                        Caller.of(StreamWebSocket::create, server.at("/stream/discard")));
                await("callers").until(() -> callers.stream().allMatch(Caller::hasConnected));
                server.undeploy();
                await("refusals").until(() -> callers.stream().allMatch(Caller::wasRefused));
                for (Caller caller : callers) {
                    assertThat(caller.stop())
                            .as("the client's own, which a server may answer with 1000, or the server's 1001")
                            .isSubsetOf(1000, 1005, 1001);
                }
            }
        }
    }

    @Test
    @DisplayName("a wrong setting stops the deployment, and the log names the setting, its source and its value")
    default void wrongSettingStopsTheDeployment() throws Exception {
        try (HotServer server = HotServer.start(distribution(), recipe(), Map.of("SLUICE_SEND_TIMEOUT", "sometime"))) {
            server.deployInVain("The setting sluice.send-timeout has a wrong value: the environment variable"
                    + " SLUICE_SEND_TIMEOUT is \"sometime\"");
        }
    }

    private static void useWhileItIsTakenAway(HotServer server) throws IOException, InterruptedException {
        BlockingQueue<String> echoes = new LinkedBlockingQueue<>();
        BlockingQueue<ClosedEvent> closings = new LinkedBlockingQueue<>();
        try (MessageWebSocket message = MessageWebSocket.create();
                StreamWebSocket stream = StreamWebSocket.create()) {
            message.onReceived((from, received) -> echoes.add(received.text()));
            message.onClosed((from, event) -> closings.add(event));
            stream.onClosed((from, event) -> closings.add(event));
            message.connect(server.at("/message/echo"));
            message.send("here");
            assertThat(echoes.poll(20, TimeUnit.SECONDS)).isEqualTo("here");
            // Its endpoint waits for more.
            stream.connect(server.at("/stream/discard"));
            stream.outputStream().write(1);

            server.undeploy();

            for (int i = 0; i < 2; i++) {
                ClosedEvent event = closings.poll(20, TimeUnit.SECONDS);
                assertThat(event).as("closed event %s of 2", i + 1).isNotNull();
                assertThat(event.code()).as("going away: %s", event).isEqualTo(1001);
            }
            assertThat(closings).isEmpty();
        }
    }
}
