package org.sluice.core;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.credit.CreditTerms;

class CreditConfiguratorTest {

    private static final String HEADER = "Sluice-Credit";
    /** Those of a handshake, or of all where a test shares them. */
    private Map<String, Object> properties = new HashMap<>();

    private Map<String, List<String>> answer(Class<?> endpoint, Map<String, List<String>> headers) {
        properties = new HashMap<>();
        return answerWithTheSameProperties(endpoint, headers);
    }

    private Optional<CreditTerms> agreed() {
        return AgreedCredit.of(with(Session.class, "getUserProperties", Map.copyOf(properties)))
                .terms();
    }

    private Map<String, List<String>> answerWithTheSameProperties(
            Class<?> endpoint, Map<String, List<String>> headers) {
        Map<String, List<String>> answered = new HashMap<>();
        CreditConfigurator.answer(
                endpoint,
                with(ServerEndpointConfig.class, "getUserProperties", properties),
                with(HandshakeRequest.class, "getHeaders", headers),
                with(HandshakeResponse.class, "getHeaders", answered));
        return answered;
    }

    private static <T> T with(Class<T> type, String method, Object result) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, args) -> {
            assertThat(called.getName()).isEqualTo(method);
            return result;
        }));
    }

    @Test
    void anOfferOfTheEndpointsKindIsAnswered() {
        Map<String, List<String>> offer = Map.of("sluice-credit", List.of("1; kind=stream; window=65536"));
        assertThat(answer(Streams.class, offer)).containsEntry(HEADER, List.of("1; kind=stream; window=262144"));
        assertThat(agreed()).contains(new CreditTerms(262_144, 65_536, false));
    }

    @Test
    void whatIsOfferedIsTheSettingWhereThatIsLess() {
        Map<String, List<String>> offer = Map.of("Sluice-Credit", List.of("1; kind=stream; window=65536"));
        try {
            System.setProperty("sluice.max-receive-window", "100000");
            assertThat(answer(Streams.class, offer)).containsEntry(HEADER, List.of("1; kind=stream; window=100000"));
            assertThat(agreed()).contains(new CreditTerms(100_000, 65_536, false));
            System.setProperty("sluice.max-receive-window", "1GiB");
            assertThat(answer(Streams.class, offer)).containsEntry(HEADER, List.of("1; kind=stream; window=262144"));
            System.setProperty("sluice.min-receive-window", "32KiB");
            assertThat(answer(Streams.class, offer)).containsEntry(HEADER, List.of("1; kind=stream; window=32768"));
            assertThat(agreed()).contains(new CreditTerms(32_768, 65_536, false));
        } finally {
            System.clearProperty("sluice.min-receive-window");
            System.clearProperty("sluice.max-receive-window");
        }
    }

    @Test
    void anythingElseIsNot() {
        Map<String, List<String>> offer = Map.of(HEADER, List.of("1; kind=stream; window=65536"));
        Map<String, List<String>> bad = Map.of(HEADER, List.of("1; kind=stream; window=1"));
        for (Map<String, List<String>> headers : List.of(Map.<String, List<String>>of(), bad)) {
            assertThat(answer(Streams.class, headers)).isEmpty();
            assertThat(agreed()).isEmpty();
        }
        assertThat(answer(Messages.class, offer)).isEmpty();
        assertThat(agreed()).isEmpty();
    }

    @Test
    void whereAllConnectionsShareTheirPropertiesCreditIsNotAgreedOnOnceThatIsSeen() {
        Map<String, List<String>> offer = Map.of(HEADER, List.of("1; kind=stream; window=65536"));
        assertThat(answer(Streams.class, offer)).isNotEmpty();
        for (Map<String, List<String>> headers : List.of(offer, Map.<String, List<String>>of(), offer)) {
            assertThat(answerWithTheSameProperties(Streams.class, headers)).isEmpty();
            assertThat(agreed())
                    .as("a session whose answer says no credit has none")
                    .isEmpty();
        }
    }

    @Test
    void anEndpointThatIsNotOursIsLeftAlone() {
        assertThat(answer(String.class, Map.of(HEADER, List.of("1; kind=stream; window=65536"))))
                .isEmpty();
        assertThat(properties).isEmpty();
    }

    @Test
    void aDrivenEndpointAnswersForTheApplicationsOwn() {
        ServerEndpointConfig config = DrivenConfigurator.config(Driven.class);
        Map<String, List<String>> answered = new HashMap<>();
        config.getConfigurator()
                .modifyHandshake(
                        config,
                        with(
                                HandshakeRequest.class,
                                "getHeaders",
                                Map.of(HEADER, List.of("1; kind=stream; window=65536"))),
                        with(HandshakeResponse.class, "getHeaders", answered));
        assertThat(answered).containsEntry(HEADER, List.of("1; kind=stream; window=262144"));
        properties = config.getUserProperties();
        assertThat(agreed()).contains(new CreditTerms(262_144, 65_536, false));
    }

    @ServerEndpoint(value = "/driven", configurator = CreditConfigurator.class)
    public static final class Driven extends StreamEndpoint {
        @Override
        protected void onStream(StreamWebSocket socket, jakarta.websocket.Session session) {}
    }

    static final class Streams extends StreamEndpoint {
        @Override
        protected void onStream(StreamWebSocket socket, jakarta.websocket.Session session) {}
    }

    static final class Messages extends MessageEndpoint {
        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) {}
    }
}
