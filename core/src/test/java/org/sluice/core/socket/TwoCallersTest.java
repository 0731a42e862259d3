package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.api.WebErrorStatus;
import org.sluice.core.doubles.Gate;
import org.sluice.core.doubles.Worker;

/** A thread that waits for the call of another one on the same stream is no worse off than one that waits for the peer. */
class TwoCallersTest {

    /** A call that sends a little, and waits until the connection has taken it. */
    private enum Call {
        MESSAGE_STREAM {
            @Override
            Worker.Action on(FakeConnector connector) throws IOException {
                MessageSocket socket = connected(new MessageSocket(connector), connector);
                return () -> {
                    socket.outputStream().write(1);
                    socket.outputStream().flush();
                };
            }
        },
        STREAM {
            @Override
            Worker.Action on(FakeConnector connector) throws IOException {
                StreamSocket socket = connected(new StreamSocket(connector), connector);
                return () -> {
                    socket.outputStream().write(1);
                    socket.outputStream().flush();
                };
            }
        },
        FRAME {
            @Override
            Worker.Action on(FakeConnector connector) throws IOException {
                MessageSocket socket = connected(new MessageSocket(connector), connector);
                return () -> socket.sendFrame(ByteBuffer.allocate(1), true);
            }
        };

        abstract Worker.Action on(FakeConnector connector) throws IOException;
    }

    private static <S extends AbstractSocket> S connected(S socket, FakeConnector connector) throws IOException {
        connector.opensAtOnce = true;
        socket.connect(URI.create("ws://localhost"));
        return socket;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P73 an interrupt surfaces also in a send that waits for the send of another thread")
    void interruptOfASendBehindAnother(Call call) throws Exception {
        FakeConnector connector = new FakeConnector();
        Worker.Action send = call.on(connector);
        Gate gate = connector.sink.hold();
        Worker<String> first = Worker.run(send);
        gate.awaitReached();
        Worker<String> second = Worker.run(send).awaitWaiting();

        second.interrupt();

        assertThat(second.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(second.endedInterrupted()).isTrue();
        gate.open();
        first.result();
        assertThat(connector.sink.frames()).hasSize(1);
    }

    @Test
    @DisplayName("P73 an interrupt surfaces also in a read that waits for the read of another thread")
    void interruptOfAReadBehindAnother() throws Exception {
        FakeConnector connector = new FakeConnector();
        StreamSocket socket = connected(new StreamSocket(connector), connector);
        Worker<Boolean> first =
                Worker.start(() -> socket.nextMessage().isPresent()).awaitWaiting();
        Worker<Boolean> second =
                Worker.start(() -> socket.nextMessage().isPresent()).awaitWaiting();

        second.interrupt();

        assertThat(second.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(second.endedInterrupted()).isTrue();
        socket.binary(ByteBuffer.allocate(1), true);
        assertThat(first.result()).isTrue();
    }

    @Test
    @DisplayName("P73 a read that waits for the read of another thread ends in its own time")
    void timeOfAReadBehindAnother() throws Exception {
        FakeConnector connector = new FakeConnector();
        StreamSocket socket = new StreamSocket(connector);
        socket.control().receiveTimeout(Duration.ofMillis(50));
        connected(socket, connector);
        Supplier<Worker<Boolean>> reader =
                () -> Worker.start(() -> socket.nextMessage().isPresent());

        for (Worker<Boolean> late : Stream.generate(reader).limit(3).toList()) {
            assertThat(WebErrorStatus.of(late.failure())).isSameAs(WebErrorStatus.TIMEOUT);
        }
    }
}
