package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluice.core.doubles.Worker;

/** What a message socket makes when it is needed, it makes once, whoever needs it first. */
@Timeout(60)
class FirstUseTest {

    private static final int ROUNDS = 200;

    private final FakeConnector connector = new FakeConnector();
    private final CyclicBarrier together = new CyclicBarrier(2);

    private MessageSocket opened() throws Exception {
        MessageSocket socket = new MessageSocket(connector);
        connector.opensAtOnce = true;
        connector.answering(socket);
        socket.connect(URI.create("ws://localhost"));
        return socket;
    }

    @Test
    void outputStreamIsTheSameForAllThreadsAndCalls() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            MessageSocket socket = new MessageSocket(connector);
            Worker<OutputStream> one = Worker.start(() -> output(socket));
            Worker<OutputStream> other = Worker.start(() -> output(socket));

            assertThat(one.result()).isSameAs(other.result()).isSameAs(socket.outputStream());
        }
    }

    private OutputStream output(MessageSocket socket) throws Exception {
        together.await(30, TimeUnit.SECONDS);
        return socket.outputStream();
    }

    @Test
    void framesOfSeveralThreadsAreOfOneMessage() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            MessageSocket socket = opened();
            int before = connector.sink.sent().size();
            Worker<String> one = Worker.run(() -> frame(socket));
            Worker<String> other = Worker.run(() -> frame(socket));
            one.result();
            other.result();
            socket.sendFrame(ByteBuffer.wrap(new byte[] {'b'}), true);

            assertThat(connector.sink.sent().subList(before, before + 3))
                    .containsExactly("binary:a+", "binary:a+", "binary:b");
        }
    }

    private void frame(MessageSocket socket) throws Exception {
        together.await(30, TimeUnit.SECONDS);
        socket.sendFrame(ByteBuffer.wrap(new byte[] {'a'}), false);
    }
}
