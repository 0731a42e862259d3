package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
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

    @Test
    void providerOfOneLoaderIsNotThatOfAnother(@TempDir Path folder) throws IOException {
        providerOfTheContextClassLoaderMakesTheSockets(folder);
        Thread.currentThread().setContextClassLoader(before);
        assertThatIllegalStateException().isThrownBy(MessageWebSocket::create);
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

    /** With a provider of its own, as an application has, which leads to the loader. */
    private WeakReference<ClassLoader> usedLoader(Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(WebSocketProvider.class.getName()), Fake.class.getName());
        ClassLoader loader = new OwnFake(folder.toUri().toURL(), before);
        Thread.currentThread().setContextClassLoader(loader);
        assertThat(Providers.provider().getClass().getClassLoader()).isSameAs(loader);
        assertThat(Providers.provider()).isSameAs(Providers.provider());
        return new WeakReference<>(loader);
    }

    /** Defines the provider anew. */
    private static final class OwnFake extends ClassLoader {

        private final URL folder;

        OwnFake(URL folder, ClassLoader parent) {
            super(parent);
            this.folder = folder;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return Collections.enumeration(List.of(new URL(folder, name)));
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Fake.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream in = Fake.class.getResourceAsStream("ProvidersTest$Fake.class")) {
                byte[] bytes = Objects.requireNonNull(in).readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
