package org.sluice.core.portable;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.doubles.FakeDirect;
import org.sluice.core.doubles.FakeSession;
import org.sluice.core.port.Opening;
import org.sluice.core.port.ServerHandshake;
import org.sluice.core.socket.MessageSocket;

class SocketPortTest {

    private static final Duration STALL = Duration.ofMinutes(2);
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final String TOMCAT_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private final FakeSession session = new FakeSession();
    private final FakeDirect direct = new FakeDirect();
    private final MessageSocket socket = new MessageSocket(null);
    private @Nullable SocketPort chosen;

    private SocketPort port(boolean portableOnly) {
        return SocketPort.of(session.session(), socket, portableOnly, STALL, IDLE);
    }

    private SocketPort portWhileOpening(boolean portableOnly) {
        Opening.during(direct, ServerHandshake.NONE, () -> chosen = port(portableOnly));
        if (chosen == null) {
            throw new AssertionError("Nothing ran");
        }
        return chosen;
    }

    @Test
    void anEnginesOwnConnectionIsUsedWhereThereIsOne() throws Exception {
        SocketPort port = portWhileOpening(false);

        assertThat(port.handlers()).isNull();
        assertThat(port.open(Map.of("a", List.of("b")), Optional.empty())).isTrue();
        socket.send("hello");

        assertThat(direct.attached).isEqualTo(1);
        assertThat(direct.inbound).isSameAs(socket);
        assertThat(direct.stallTimeout).isEqualTo(STALL);
        assertThat(direct.idleTimeout).isEqualTo(IDLE);
        assertThat(direct.sink.events).containsExactly("text:hello", "flush");
        assertThat(session.wire().sent()).isEmpty();
    }

    @Test
    void whatIsAskedForReachesTheEnginesOwnConnectionOnceTheApplicationHasSetIt() {
        SocketPort port = portWhileOpening(false);
        port.open(Map.of(), Optional.empty());
        assertThat(direct.compressing).isFalse();
        socket.control().compression(true);

        port.configured();

        assertThat(direct.compressing).isTrue();
        assertThat(socket.information().extensions()).contains("x-direct");
    }

    @Test
    void theSessionIsLeftAloneWhereTheConnectionIsDirect() {
        SocketPort port = portWhileOpening(false);

        port.open(Map.of(), Optional.empty());
        port.configured();

        assertThat(session.maxIdleTimeout).isEqualTo(30_000);
        assertThat(session.session().getUserProperties()).doesNotContainKey(TOMCAT_TIMEOUT);
    }

    @Test
    void theSessionIsUsedWhereTheEngineIsAnothers() throws Exception {
        SocketPort port = port(false);

        assertThat(port.open(Map.of(), Optional.empty())).isTrue();
        port.configured();
        socket.send(ByteBuffer.allocate(3));

        assertThat(port.handlers()).isNotNull();
        assertThat(session.maxIdleTimeout).isEqualTo(IDLE.toMillis());
        assertThat(session.session().getUserProperties()).containsEntry(TOMCAT_TIMEOUT, 31_000L);
        assertThat(session.wire().frames()).hasSize(1);
        assertThat(direct.attached).isZero();
    }

    @Test
    void theSessionIsUsedWhereThatIsAskedForEvenIfTheEngineOffersMore() throws Exception {
        SocketPort port = portWhileOpening(true);

        assertThat(port.open(Map.of(), Optional.empty())).isTrue();
        socket.send("hello");

        assertThat(port.handlers()).isNotNull();
        assertThat(session.wire().sent()).containsExactly("text:hello");
        assertThat(direct.attached).isZero();
        assertThat(direct.sink.events).isEmpty();
    }

    @Test
    void aSocketThatNobodyWantsAnyMoreIsNotAttached() {
        SocketPort port = portWhileOpening(false);
        assertThat(port.open(Map.of(), Optional.empty())).isTrue();

        SocketPort second = portWhileOpening(false);

        assertThat(second.open(Map.of(), Optional.empty())).isFalse();
        assertThat(direct.attached).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theEngineKnowsTheHeadersOfTheRequestBest(boolean portableOnly) {
        Map<String, List<String>> known = Map.of("a", List.of("known"));
        Opening.during(direct, new ServerHandshake(Map.of("A", List.of("told")), List.of()), () -> port(portableOnly)
                .open(known, Optional.empty()));

        assertThat(socket.information().handshakeHeaders()).containsOnly(Map.entry("A", List.of("told")));
        assertThat(socket.information().handshakeStatus()).hasValue(101);
    }

    @Test
    void whereTheEngineDoesNotTellThemThoseThatAreKnownAreTaken() {
        portWhileOpening(false).open(Map.of("a", List.of("known")), Optional.empty());

        assertThat(socket.information().handshakeHeaders()).containsOnly(Map.entry("a", List.of("known")));
    }
}
