package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sluice.api.Phase;
import org.sluice.api.SocketClosedException;
import org.sluice.api.WebSocketException;

/** The connect by itself; what a socket makes of it is in {@link AbstractSocketTest}. */
class ConnectingTest {

    private static final URI SERVER = URI.create("ws://localhost/echo");

    private final FakeConnector connector = new FakeConnector();
    private final Life life = new Life();
    private final Information information = new Information();
    private final AtomicInteger leaves = new AtomicInteger();
    private final MessageControl options = new MessageControl(true);
    /** Only handed on. */
    private final MessageSocket socket = new MessageSocket(connector);

    private final Connecting connecting = with(connector);

    private Connecting with(Connector by) {
        return new Connecting(by, life, information, leaves::incrementAndGet);
    }

    private void assertNeverOpens() {
        assertThat(life.open(() -> {})).isFalse();
    }

    @Test
    void theConnectorGetsTheCheckedUriTheHeadersAndFrozenOptions() {
        connecting.header("X-A", "b");

        assertThat(connecting.begin(socket, URI.create("WSS://localhost/a"), options))
                .isNotDone();

        Connector.Request request = Objects.requireNonNull(connector.request);
        assertThat(request.uri()).hasToString("wss://localhost/a");
        assertThat(request.headers()).containsEntry("X-A", List.of("b"));
        assertThatIllegalStateException().isThrownBy(() -> options.noDelay(false));
    }

    @Test
    void aWrongUriBeginsNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connecting.begin(socket, URI.create("http://localhost/"), options));

        assertThat(connecting.begin(socket, SERVER, options)).isNotDone();
    }

    @Test
    void withoutAConnectorNothingBegins() {
        Connecting waiting = new Connecting(null, life, information, leaves::incrementAndGet);

        assertThatIllegalStateException().isThrownBy(() -> waiting.begin(socket, SERVER, options));
        assertThat(life.open(() -> {})).isTrue();
    }

    @Test
    void aConnectThatFailsIsGivenUpAndItsStatusKept() {
        CompletableFuture<Void> result = connecting.begin(socket, SERVER, options);

        connector.attempt.completeExceptionally(WebSocketException.ofHttpStatus("no", 403, Phase.UPGRADE, null));

        assertThat(result).isCompletedExceptionally();
        assertThat(information.handshakeStatus()).hasValue(403);
        assertNeverOpens();
        assertThat(leaves).hasValue(0);
    }

    @Test
    void aCancelReachesTheConnector() {
        connecting.begin(socket, SERVER, options).cancel(true);

        assertThat(connector.attempt).isCancelled();
        assertNeverOpens();
        assertThat(leaves).hasValue(0);
    }

    @Test
    void whatOpenedBeforeTheCancelIsLeft() {
        CompletableFuture<Void> result = connecting.begin(socket, SERVER, options);
        assertThat(life.open(() -> {})).isTrue();

        result.cancel(true);

        assertThat(leaves.get()).isPositive();
    }

    @Test
    void aCloseWhileTheConnectorBeginsCancelsWhatItBegan() {
        Connecting closed = with((which, request) -> {
            assertThat(life.close(new SocketClosedException("send", 1000, "", null))
                            .attempt())
                    .isNull();
            return connector.attempt;
        });

        assertThat(closed.begin(socket, SERVER, options)).isCancelled();

        assertThat(connector.attempt).isCancelled();
    }

    @Test
    void aConnectorThatCannotBeginLeavesAClosedSocket() {
        Connecting without = with((which, request) -> {
            throw new IllegalStateException("no engine");
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> without.begin(socket, SERVER, options))
                .withMessage("no engine");
        assertNeverOpens();
    }
}
