package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.api.spi.WebSocketProvider;

class ProvidersTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    /** Made by {@link java.util.ServiceLoader} in a test. */
    public static final class Fake implements WebSocketProvider {

        @Override
        public MessageWebSocket newMessageWebSocket() {
            return fake(MessageWebSocket.class);
        }

        @Override
        public StreamWebSocket newStreamWebSocket() {
            return fake(StreamWebSocket.class);
        }

        private static <T> T fake(Class<T> type) {
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (a, b, c) -> null));
        }
    }

    @AfterEach
    void restoreContext() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void withoutAProviderTheErrorSaysWhatToAdd() {
        assertThatIllegalStateException()
                .isThrownBy(MessageWebSocket::create)
                .withMessageContaining("org.sluice:sluice-client");
        assertThatIllegalStateException()
                .isThrownBy(StreamWebSocket::create)
                .withMessageContaining("org.sluice:sluice-client");
    }

    @Test
    @DisplayName("P11: there are two kinds of sockets, and no third")
    void twoKinds() {
        assertThat(WebSocket.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(MessageWebSocket.class, StreamWebSocket.class);
    }

    @Test
    void providerOfTheContextClassLoaderMakesTheSockets(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(WebSocketProvider.class.getName()), Fake.class.getName());
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            assertThat(MessageWebSocket.create()).isNotNull();
            assertThat(StreamWebSocket.create()).isNotNull();
        }
    }
}
