package org.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.spi.ClientEngine;

class ContainerConnectorTest {

    private static final URI SERVER = URI.create("ws://example.test/chat");

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restoreTheContextLoader() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    @DisplayName("the engine of the context class loader comes first")
    void theApplicationsEngineComesFirst(@TempDir Path folder) throws IOException {
        Path services = Files.writeString(folder.resolve("engine"), RefusingEngine.class.getName());
        Thread.currentThread().setContextClassLoader(new OneService(services));
        try (StreamWebSocket socket = new ClientSockets().newStreamWebSocket()) {
            assertThatThrownBy(() -> socket.connect(SERVER)).hasMessageContaining("refused on purpose");
        }
    }

    @Test
    @DisplayName("without an engine there, the one beside the client is used")
    void theEngineBesideTheClientIsUsed() {
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        URI nowhere = URI.create("ws://127.0.0.1:1/");
        try (StreamWebSocket socket = new ClientSockets().newStreamWebSocket()) {
            assertThatThrownBy(() -> socket.connect(nowhere)).hasMessageContaining("127.0.0.1:1");
            assertThat(socket.isOpen()).isFalse();
        }
    }

    @Test
    void engineIsLookedForOnceForEachLoader(@TempDir Path folder) throws IOException {
        Path services = Files.writeString(folder.resolve("engine"), RefusingEngine.class.getName());
        Thread.currentThread().setContextClassLoader(new OneService(services));
        ClientEngine found = Engines.engine();
        assertThat(found).isInstanceOf(RefusingEngine.class);
        assertThat(Engines.engine()).isSameAs(found);

        Thread.currentThread().setContextClassLoader(new OneService(services));
        assertThat(Engines.engine()).isNotSameAs(found);
    }

    @Test
    void loaderThatWasLookedThroughIsNotKept(@TempDir Path folder) throws IOException {
        WeakReference<ClassLoader> loader = usedLoader(folder);
        Thread.currentThread().setContextClassLoader(before);
        // Asserts that it comes, and not when.
        for (int i = 0; i < 100 && loader.get() != null; i++) {
            System.gc();
        }
        assertThat(loader.get()).isNull();
    }

    private static WeakReference<ClassLoader> usedLoader(Path folder) throws IOException {
        Path services = Files.writeString(folder.resolve("engine"), RefusingEngine.class.getName());
        ClassLoader loader = new OneService(services);
        Thread.currentThread().setContextClassLoader(loader);
        assertThat(Engines.engine()).isInstanceOf(RefusingEngine.class);
        return new WeakReference<>(loader);
    }

    /** An engine that connects to nothing. */
    public static final class RefusingEngine implements ClientEngine {

        public RefusingEngine() {}

        @Override
        public WebSocketContainer newContainer(Duration handshakeTimeout) {
            return new FakeEngine((endpoint, config, uri) -> {
                        throw new IOException("refused on purpose");
                    })
                    .newContainer(handshakeTimeout);
        }

        @Override
        public Optional<HandshakeAnswer> answerIn(Throwable failure) {
            return Optional.empty();
        }
    }

    /** Sees one file of services, whatever the service. */
    private static final class OneService extends ClassLoader {

        private final Path services;

        OneService(Path services) {
            super(ContainerConnectorTest.class.getClassLoader());
            this.services = services;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return Collections.enumeration(List.of(services.toUri().toURL()));
        }
    }
}
