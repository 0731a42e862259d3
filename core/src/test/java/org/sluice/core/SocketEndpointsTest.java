package org.sluice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.json.JsonDecoder;
import org.sluice.core.json.JsonEncoder;

class SocketEndpointsTest {

    private static final Set<Class<? extends Endpoint>> SCANNED_PROGRAMMATIC = Set.of(DrivenEndpoint.class);

    /** Ours, with all that an annotation can say. */
    @ServerEndpoint(
            value = "/room/{name}",
            subprotocols = {"b", "a"},
            encoders = Encodes.class,
            decoders = Decodes.class,
            configurator = Door.class)
    public static class Room extends MessageEndpoint {
        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) {}
    }

    /** Ours, not in the list. */
    @ServerEndpoint("/forgotten")
    public static class Forgotten extends Room {}

    /** The standard's own. */
    @ServerEndpoint("/plain")
    public static class Plain {}

    /** Without a path. */
    public static class Pathless extends MessageEndpoint {
        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) {}
    }

    /** Has a configurator that cannot be made. */
    @ServerEndpoint(value = "/closed", configurator = NoDoor.class)
    public static class Closed extends Room {}

    public static class Encodes extends JsonEncoder<String> {}

    public static class Decodes extends JsonDecoder<String> {
        public Decodes() {
            super(String.class);
        }
    }

    /** Records what it is asked. */
    public static class Door extends ServerEndpointConfig.Configurator {

        static final List<String> ASKED = new ArrayList<>();

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            ASKED.add("instance of " + type.getSimpleName());
            return type.cast(new Room());
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return "protocol of " + supported + requested;
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            ASKED.add("extensions");
            return installed;
        }

        @Override
        public boolean checkOrigin(String origin) {
            return origin.equals("here");
        }

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            ASKED.add("handshake at " + config.getPath());
        }
    }

    /** Needs something that nobody gives. */
    public static class NoDoor extends ServerEndpointConfig.Configurator {
        public NoDoor(String key) {
            Door.ASKED.add(key);
        }
    }

    private static final class Listed extends SocketEndpoints implements ServerApplicationConfig {
        @SafeVarargs
        @SuppressWarnings("varargs") // Handed on to a constructor that only reads it.
        Listed(Class<? extends SocketEndpoint>... endpoints) {
            super(endpoints);
        }
    }

    @AfterEach
    void containerIsRecognisedAgain() {
        System.clearProperty(SocketEndpoints.DRIVEN);
        Door.ASKED.clear();
    }

    private static ServerEndpointConfig driven(Class<? extends SocketEndpoint> endpoint) {
        System.setProperty(SocketEndpoints.DRIVEN, "true");
        return new Listed(endpoint)
                .getEndpointConfigs(SCANNED_PROGRAMMATIC)
                .iterator()
                .next();
    }

    @Test
    void whereInheritedHandlersAreFoundItChangesNothing() {
        Set<Class<?>> scanned = Set.of(Room.class, Forgotten.class, Plain.class);
        System.setProperty(SocketEndpoints.DRIVEN, "false");
        Listed endpoints = new Listed(Room.class);

        assertThat(endpoints.getAnnotatedEndpointClasses(scanned)).isSameAs(scanned);
        assertThat(endpoints.getEndpointConfigs(SCANNED_PROGRAMMATIC)).isEmpty();
    }

    @Test
    void openLibertyIsRecognised() {
        Listed endpoints = new Listed(Room.class);

        assertThat(endpoints.getAnnotatedEndpointClasses(Set.of(Room.class, Plain.class)))
                .containsExactly(Plain.class);
        assertThat(endpoints.getEndpointConfigs(SCANNED_PROGRAMMATIC)).hasSize(1);
    }

    @Test
    void elsewhereTheHeirsAreLeftToTheListOfEndpoints() {
        System.setProperty(SocketEndpoints.DRIVEN, "true");
        Listed endpoints = new Listed(Room.class);

        assertThat(endpoints.getAnnotatedEndpointClasses(Set.of(Room.class, Forgotten.class, Plain.class)))
                .containsExactly(Plain.class);
        assertThat(endpoints.getEndpointConfigs(SCANNED_PROGRAMMATIC))
                .extracting(ServerEndpointConfig::getPath)
                .containsExactly("/room/{name}");
    }

    @Test
    void configurationSaysWhatTheAnnotationSays() {
        ServerEndpointConfig config = driven(Room.class);

        assertThat(config.getEndpointClass()).isEqualTo(DrivenEndpoint.class);
        assertThat(config.getSubprotocols()).containsExactly("b", "a");
        assertThat(config.getEncoders()).isEqualTo(List.of(Encodes.class));
        assertThat(config.getDecoders()).isEqualTo(List.of(Decodes.class));
    }

    @Test
    void applicationsConfiguratorDecidesAndMakesTheApplicationsObject() throws Exception {
        ServerEndpointConfig config = driven(Room.class);
        ServerEndpointConfig.Configurator configurator = config.getConfigurator();

        assertThat(configurator.getEndpointInstance(DrivenEndpoint.class)).isNotNull();
        assertThat(configurator.checkOrigin("here")).isTrue();
        assertThat(configurator.checkOrigin("there")).isFalse();
        assertThat(configurator.getNegotiatedSubprotocol(List.of("a"), List.of("b")))
                .isEqualTo("protocol of [a][b]");
        assertThat(configurator.getNegotiatedExtensions(List.of(), List.of())).isEmpty();
        configurator.modifyHandshake(config, unused(HandshakeRequest.class), unused(HandshakeResponse.class));
        assertThat(Door.ASKED).containsExactly("instance of Room", "extensions", "handshake at /room/{name}");
    }

    private static <T> T unused(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            throw new UnsupportedOperationException(method.toString());
        }));
    }

    @Test
    void wrongListsAndSettingsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Listed(Pathless.class))
                .withMessageContaining("endpoints: " + Pathless.class.getName() + " has no @ServerEndpoint");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Listed(Room.class, Room.class))
                .withMessageContaining(Room.class.getName() + " is listed twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> driven(Closed.class))
                .withMessageContaining(NoDoor.class.getName())
                .withMessageContaining(Closed.class.getName());
        System.setProperty(SocketEndpoints.DRIVEN, "yes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Listed(Room.class))
                .withMessage("org.sluice.driven-endpoints must be true or false, but is yes");
    }
}
