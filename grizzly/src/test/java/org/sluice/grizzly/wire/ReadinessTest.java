package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private static final long LONG = TimeUnit.SECONDS.toNanos(20);
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<SocketChannel> open = new ArrayList<>();
    private SocketChannel here;
    private SocketChannel there;
    private Readiness readiness;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            here = SocketChannel.open(server.getLocalAddress());
            there = server.accept();
        }
        here.configureBlocking(false);
        open.add(here);
        open.add(there);
        readiness = new Readiness(here);
    }

    @AfterEach
    void close() throws IOException {
        readiness.done();
        for (SocketChannel channel : open) {
            channel.close();
        }
    }

    private FutureTask<Boolean> waiting() {
        FutureTask<Boolean> waiting = new FutureTask<>(() -> readiness.await(LONG));
        start(waiting);
        return waiting;
    }

    private static Thread start(FutureTask<Boolean> task) {
        Thread thread = new Thread(task, "test-waiting");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    void aByteEndsTheWait() throws Exception {
        FutureTask<Boolean> waiting = waiting();

        there.write(ByteBuffer.wrap(new byte[1]));

        assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(here.read(ByteBuffer.allocate(2))).isEqualTo(1);
        assertThat(readiness.await(SHORT)).as("nothing more").isFalse();
    }

    @Test
    void theEndOfThePeerEndsTheWait() throws Exception {
        FutureTask<Boolean> waiting = waiting();

        there.close();

        assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anotherThreadEndsTheWait() throws Exception {
        assertThat(readiness.await(SHORT)).isFalse();
        FutureTask<Boolean> waiting = waiting();

        readiness.stop();

        assertThat(waiting.get(20, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void anInterruptEndsTheWaitAndNotTheChannel() throws Exception {
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            boolean came = readiness.await(LONG);
            stillInterrupted.set(Thread.currentThread().isInterrupted());
            return came;
        });
        Thread thread = start(waiting);

        thread.interrupt();

        assertThat(waiting.get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(stillInterrupted).isTrue();
        assertThat(here.isOpen()).isTrue();
    }

    @Test
    void aClosedChannelIsGivenBackToTheSystem() throws Exception {
        assertThat(readiness.await(SHORT)).isFalse();
        here.close();

        readiness.done();

        assertThat(here.isRegistered()).isFalse();
        assertThatThrownBy(() -> readiness.await(SHORT)).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void itsSelectorsAreBoundedAndComeBack() throws Exception {
        List<Readiness> all = new ArrayList<>();
        try {
            int got = 0;
            boolean refused = false;
            there.write(ByteBuffer.wrap(new byte[1]));
            for (int i = 0; i < 100; i++) {
                Readiness each = new Readiness(here);
                all.add(each);
                boolean ready = each.await(LONG);
                got += ready ? 1 : 0;
                refused |= !ready;
            }
            assertThat(refused).isTrue();
            assertThat(got).isBetween(1, 64);
        } finally {
            all.forEach(Readiness::done);
        }
        assertThat(readiness.await(LONG)).isTrue();
    }
}
