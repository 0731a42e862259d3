package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.server.launcher.EmbeddedServer;

/** Deploys the WAR again and again, each time with connections at work, and looks for what is left of it. */
class RedeployIT {

    private static final int TIMES = Integer.getInteger("redeployments", 50);

    @TempDir
    private Path folder;

    /** What a server in this virtual machine can do with the WAR. */
    private interface Host {

        /** Returns the address of the application, ending with a slash. */
        URI deploy() throws Exception;

        /** What the application's classes are loaded by. */
        ClassLoader loader();

        void undeploy();
    }

    private static final class Embedded implements Host {

        private final Path war;
        private EmbeddedServer server;

        Embedded(Path war) {
            this.war = war;
        }

        @Override
        public URI deploy() throws Exception {
            server = EmbeddedServer.builder().war(war).start();
            return server.uri("/app");
        }

        @Override
        public ClassLoader loader() {
            return server.classLoader("/app");
        }

        @Override
        public void undeploy() {
            server.close();
        }
    }

    @Test
    @DisplayName("undeploy: of 50 deployments with open connections no thread, session or class loader is left")
    void nothingIsLeft() throws Exception {
        Path war = Files.copy(Path.of(System.getProperty("server.war")), folder.resolve("app.war"));
        Set<Thread> others = threads();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            loaders.add(deployUseUndeploy(new Embedded(war)));
            // Those of a stopped pool have ended or are about to; one that still waits for work was forgotten.
            assertThat(threads())
                    .filteredOn(thread -> !others.contains(thread) && !isTheProgramsTimer(thread))
                    .noneMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING
                            || thread.getState() == Thread.State.WAITING);
        }
        await().until(() -> others.containsAll(threads()));
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            System.gc();
            assertThat(loaders).allMatch(loader -> loader.get() == null);
        });
    }

    /** That of the server's own copy of the library, which ends by itself a second after its last deadline. */
    private static boolean isTheProgramsTimer(Thread thread) {
        return thread.getName().equals("sluice-timer")
                && thread.getContextClassLoader() == EmbeddedServer.class.getClassLoader();
    }

    private static WeakReference<ClassLoader> deployUseUndeploy(Host host) throws Exception {
        URI at = host.deploy();
        ForeignClient messages = new ForeignClient();
        ForeignClient json = new ForeignClient();
        ForeignClient stream = new ForeignClient();
        WebSocket first = ForeignClient.connect(at.resolve("message/echo"), messages);
        WebSocket second = ForeignClient.connect(at.resolve("plain/json"), json);
        WebSocket third = ForeignClient.connect(at.resolve("stream/echo"), stream);
        first.sendText("to and fro", true).get(20, TimeUnit.SECONDS);
        assertThat(messages.next()).isEqualTo("to and fro");
        second.sendText("{\"name\":\"Ada\"}", true).get(20, TimeUnit.SECONDS);
        assertThat(json.next()).contains("Ada");
        third.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), false).get(20, TimeUnit.SECONDS);
        WeakReference<ClassLoader> loader = new WeakReference<>(host.loader());
        host.undeploy();
        assertThat(messages.closeCode()).isEqualTo(1001);
        assertThat(json.closeCode()).isEqualTo(1001);
        assertThat(stream.closeCode()).isEqualTo(1001);
        return loader;
    }

    /** The client here is the JDK's, so that every thread of ours is the server's. */
    private static Set<Thread> threads() {
        Set<Thread> all = new HashSet<>(Thread.getAllStackTraces().keySet());
        all.removeIf(thread -> !thread.getName().startsWith("sluice-"));
        return all;
    }
}
