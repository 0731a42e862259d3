package org.sluice.client.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.CertificateError;
import org.sluice.api.ClientCertificate;
import org.sluice.api.Credential;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocket;
import org.sluice.api.WebSocketControl;
import org.sluice.client.connect.TestAuthority.Identity;
import org.sluice.client.connect.TestAuthority.Template;
import org.sluice.core.spi.ClientEngine;

/** Sockets that connect through a WebSocket container of another make, which has no place for most options. */
class ForeignOptionsTest {

    private static final URI SERVER = URI.create("wss://example.test/chat");

    /** These are ours, or the Jakarta API has them. */
    private static final Set<String> KEPT = Set.of(
            "supportedProtocols",
            "compression",
            "unsolicitedPongInterval",
            "pingInterval",
            "deadPeerTimeout",
            "connectTimeout",
            "sendTimeout",
            "receiveTimeout",
            "minReceiveWindow",
            "maxReceiveWindow",
            "closeTimeout");

    private static final Map<String, Consumer<MessageWebSocketControl>> REFUSED = refused();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private static Map<String, Consumer<MessageWebSocketControl>> refused() {
        Credential credential = new Credential("user", "password");
        Map<String, Consumer<MessageWebSocketControl>> options = new TreeMap<>();
        options.put("noDelay", control -> control.noDelay(false));
        options.put("outboundBufferSize", control -> control.outboundBufferSize(1000));
        options.put("tcpKeepAlive", control -> control.tcpKeepAlive(true));
        options.put("localAddress", control -> control.localAddress(new InetSocketAddress(0)));
        options.put("hostResolver", control -> control.hostResolver(host -> List.of()));
        options.put("overallConnectTimeout", control -> control.overallConnectTimeout(Duration.ofSeconds(1)));
        options.put("maxRedirects", control -> control.maxRedirects(1));
        options.put("serverCredential", control -> control.serverCredential(credential));
        options.put("bearerToken", control -> control.bearerToken(() -> "token"));
        options.put("cookieHandler", control -> control.cookieHandler(new CookieManager()));
        options.put("proxyCredential", control -> control.proxyCredential(credential));
        options.put("proxy", control -> control.proxy(ProxySelector.of(null)));
        options.put("sslContext", control -> control.sslContext(anyContext()));
        options.put("clientCertificate", control -> control.clientCertificate(anyCertificate()));
        options.put("trustStore", control -> control.trustStore(anyRoots()));
        options.put(
                "ignorableServerCertificateErrors",
                control -> control.ignorableServerCertificateErrors(Set.of(CertificateError.EXPIRED)));
        options.put("serverCertificateValidator", control -> control.serverCertificateValidator((chain, errors) -> {}));
        options.put("checkRevocation", control -> control.checkRevocation(true));
        options.put("tlsProtocols", control -> control.tlsProtocols(List.of("TLSv1.3")));
        options.put("tlsCipherSuites", control -> control.tlsCipherSuites(List.of("TLS_AES_128_GCM_SHA256")));
        options.put(
                "publicKeyPins",
                control -> control.publicKeyPins(
                        Set.of("sha256/" + Base64.getEncoder().encodeToString(new byte[32]))));
        return options;
    }

    /** Connects with an engine of which our client knows no more than that it makes containers. */
    private void connect(WebSocket socket) throws IOException {
        Path services =
                Files.writeString(folder.resolve("engine"), "org.sluice.client.ContainerConnectorTest$RefusingEngine");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new ClassLoader(before) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return name.equals("META-INF/services/" + ClientEngine.class.getName())
                        ? Collections.enumeration(List.of(services.toUri().toURL()))
                        : super.getResources(name);
            }
        });
        try {
            socket.connect(SERVER);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    static Stream<String> options() {
        return REFUSED.keySet().stream();
    }

    @ParameterizedTest(name = "P54-P59: {0} is refused by its name where a foreign container would connect without it")
    @MethodSource("options")
    void eachIsRefusedByName(String option) {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Objects.requireNonNull(REFUSED.get(option)).accept(socket.control());
            assertThatThrownBy(() -> connect(socket))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageMatching(".*cannot do " + option + "(\\(false\\))?;.*")
                    .hasMessageContaining("sluice-grizzly")
                    .hasMessageContaining("leave the option out");
            assertThat(socket.isOpen()).isFalse();
        }
    }

    @Test
    @DisplayName("P54-P59: of several options a foreign container cannot keep each is named")
    void allAreNamed() {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.control().maxRedirects(2).checkRevocation(true).proxy(ProxySelector.of(null));
            assertThatThrownBy(() -> connect(socket))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("maxRedirects, proxy, checkRevocation;");
        }
    }

    @Test
    @DisplayName("P54-P59: what every container can keep is not refused")
    void othersAreKept() {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control()
                    .supportedProtocols(List.of("chat"))
                    .compression(true)
                    .connectTimeout(Duration.ofSeconds(5))
                    .sendTimeout(Duration.ofSeconds(5))
                    .receiveTimeout(Duration.ofSeconds(5))
                    .closeTimeout(Duration.ofSeconds(5))
                    .minReceiveWindow(32_768)
                    .maxReceiveWindow(65_536)
                    .unsolicitedPongInterval(Duration.ofSeconds(5))
                    .pingInterval(Duration.ofSeconds(5))
                    .deadPeerTimeout(Duration.ofSeconds(5));
            assertThatThrownBy(() -> connect(socket))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("refused on purpose");
        }
    }

    @Test
    @DisplayName("each option of a control is either kept by every container or refused, so that none is ignored")
    void noneIsForgotten() {
        Set<String> setters = new TreeSet<>();
        Arrays.stream(WebSocketControl.class.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .map(Method::getName)
                .forEach(setters::add);
        Set<String> known = new TreeSet<>(KEPT);
        known.addAll(REFUSED.keySet());
        assertThat(setters).isEqualTo(known);
    }

    private static SSLContext anyContext() {
        try {
            return SSLContext.getDefault();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ClientCertificate anyCertificate() {
        try {
            Identity self = TestAuthority.selfSigned(Template.GOOD);
            return ClientCertificate.of(self.store(), TestAuthority.PASSWORD);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static java.security.KeyStore anyRoots() {
        try {
            return CertificatesTest.TRUSTED.trust();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
