package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.MessageType;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;

@DisplayName("P54-P59, M control: each option is frozen by the connect, on sockets of both kinds and on both ends")
class FrozenOptionsTest {

    private static final URI SERVER = URI.create("ws://localhost/echo");

    private final FakeConnector connector = new FakeConnector();

    /** A kind of sockets. */
    private enum Kind {
        MESSAGE,
        STREAM;

        AbstractSocket make(@Nullable Connector connector) {
            return this == MESSAGE ? new MessageSocket(connector) : new StreamSocket(connector);
        }

        Stream<Option> ofBothEnds() {
            return this == MESSAGE ? Stream.concat(Option.ofBothEnds(), Option.ofMessages()) : Option.ofBothEnds();
        }
    }

    static Stream<Arguments> ofServers() {
        return Stream.of(Kind.values()).flatMap(kind -> kind.ofBothEnds().map(option -> Arguments.of(kind, option)));
    }

    static Stream<Arguments> ofClients() {
        return Stream.concat(ofServers(), Stream.of(Kind.values()).flatMap(kind -> Option.ofConnectingSockets()
                .map(option -> Arguments.of(kind, option))));
    }

    private static void assertFrozen(AbstractSocket socket, Option option, Object asItWas) {
        assertThatIllegalStateException()
                .isThrownBy(() -> option.set().accept(socket.options()))
                .withMessageStartingWith(option.name())
                .withMessageEndingWith(" can be set only before the socket connects");
        assertThat(option.get().apply(socket.options())).isEqualTo(asItWas);
    }

    @ParameterizedTest
    @MethodSource("ofClients")
    @DisplayName("P54-P59 from the moment it begins, and for good")
    void byTheConnectOfAClient(Kind kind, Option option) {
        AbstractSocket socket = kind.make(connector);
        Object asItWas = option.get().apply(socket.options());

        assertThat(socket.connectAsync(SERVER)).isNotDone();
        assertFrozen(socket, option, asItWas);
        connector.open(socket);
        connector.attempt.complete(null);
        assertFrozen(socket, option, asItWas);
        socket.closed(1000, "", null);
        assertFrozen(socket, option, asItWas);
    }

    @ParameterizedTest
    @MethodSource("ofClients")
    @DisplayName("P54-P59 also by one that fails or is cancelled")
    void byAConnectThatFails(Kind kind, Option option) {
        AbstractSocket failed = kind.make(connector);
        option.set().accept(failed.options());
        connector.attempt.completeExceptionally(new WebSocketException("no", WebErrorStatus.CANNOT_CONNECT, Phase.TCP));
        assertThat(failed.connectAsync(SERVER)).isCompletedExceptionally();
        assertFrozen(failed, option, option.value());

        AbstractSocket cancelled = kind.make(new FakeConnector());
        assertThat(cancelled.connectAsync(SERVER).cancel(true)).isTrue();
        Object asItWas = option.get().apply(cancelled.options());
        assertFrozen(cancelled, option, asItWas);
    }

    @ParameterizedTest
    @MethodSource("ofServers")
    @DisplayName("P54-P59 on a server when the endpoint's open callback has returned")
    void byTheOpenCallbackOfAServer(Kind kind, Option option) {
        AbstractSocket accepted = kind.make(null);
        connector.open(accepted);

        option.set().accept(accepted.options());
        accepted.configured();

        assertFrozen(accepted, option, option.value());
    }

    @Test
    @DisplayName("P27 P54-P59 the message type alone is never frozen")
    void theMessageTypeIsNever() {
        MessageSocket client = new MessageSocket(connector);
        assertTypeChanges(client);
        assertThat(client.connectAsync(SERVER)).isNotDone();
        assertTypeChanges(client);
        connector.open(client);
        assertTypeChanges(client);
        client.closed(1000, "", null);
        assertTypeChanges(client);

        MessageSocket accepted = new MessageSocket(null);
        new FakeConnector().open(accepted);
        accepted.configured();
        assertTypeChanges(accepted);
    }

    private static void assertTypeChanges(MessageSocket socket) {
        for (MessageType type : List.of(MessageType.UTF8, MessageType.BINARY)) {
            assertThat(socket.control().messageType(type).messageType()).isSameAs(type);
        }
    }
}
