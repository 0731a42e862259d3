package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.glassfish.grizzly.strategies.SameThreadIOStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A line over a real connection to a plain socket. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // Set before each test.
class TcpLineTest {

    private final TCPNIOTransport transport = TCPNIOTransportBuilder.newInstance()
            .setIOStrategy(SameThreadIOStrategy.getInstance())
            .setSelectorRunnersCount(1)
            .build();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private TCPNIOConnection connection;
    private Socket peer;
    private TcpLine line;

    @BeforeEach
    void connect() throws Exception {
        transport.setProcessor(
                FilterChainBuilder.stateless().add(new TransportFilter()).build());
        transport.start();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            connection = (TCPNIOConnection)
                    transport.connect(server.getLocalSocketAddress()).get(20, TimeUnit.SECONDS);
            peer = server.accept();
        }
        // Grizzly tells of the connection before it asks for what comes, which would be after a test asked for nothing.
        await().until(() -> connection.getSelectionKey().interestOps() == SelectionKey.OP_READ);
        peer.setSoTimeout(20_000);
        line = new TcpLine(connection);
    }

    @AfterEach
    void end() throws IOException {
        peer.close();
        transport.shutdownNow();
    }

    /** Tells of each kind of event once, as it then asks for no more of it. */
    private void handOver() {
        line.handTo(new Line.Events() {
            @Override
            public void readable() {
                line.reading(false);
                threads.add(Thread.currentThread());
                events.add("readable");
            }

            @Override
            public void writable() {
                line.writing(false);
                threads.add(Thread.currentThread());
                events.add("writable");
            }

            @Override
            public void gone() {
                events.add("gone");
                gone.complete(null);
            }
        });
    }

    @Test
    void whatIsAskedForIsNotLostToAnotherThreadThatAsksForLess() throws Exception {
        handOver();
        AtomicBoolean stop = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!stop.get()) {
                line.reading(true);
                line.reading(false);
            }
        });
        other.start();
        try {
            for (int i = 0; i < 2_000; i++) {
                line.writing(true);
                assertThat(nextEvent()).as("event %s", i).isEqualTo("writable");
            }
        } finally {
            stop.set(true);
            other.join();
        }
    }

    @Test
    void twoBuffersAreReadAtOnce() throws Exception {
        handOver();
        line.reading(true);
        peer.getOutputStream().write("abcde".getBytes(StandardCharsets.US_ASCII));
        assertThat(nextEvent()).isEqualTo("readable");
        ByteBuffer first = ByteBuffer.allocateDirect(3);
        ByteBuffer behind = ByteBuffer.allocateDirect(2);

        await().until(() -> {
            int unused = line.read(first, behind);
            return !behind.hasRemaining();
        });

        assertThat(first.flip()).isEqualTo(bytes("abc"));
        assertThat(behind.flip()).isEqualTo(bytes("de"));
        assertThat(line.mayHaveMore()).as("both are full").isTrue();
        assertThat(line.read(first.clear(), behind.clear())).isZero();
        assertThat(line.mayHaveMore()).isFalse();
        peer.close();
        await().until(() -> line.read(first, behind) < 0);
    }

    private String nextEvent() throws InterruptedException {
        return String.valueOf(events.poll(20, TimeUnit.SECONDS));
    }

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    private void peerSends(String text) throws IOException {
        peer.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what the peer has sent, once it is here. */
    private String read(int most) throws Exception {
        line.reading(true);
        assertThat(nextEvent()).isEqualTo("readable");
        ByteBuffer into = ByteBuffer.allocate(most);
        int count = line.read(into);
        return count < 0 ? "end" : StandardCharsets.UTF_8.decode(into.flip()).toString();
    }

    @Test
    void aConnectionIsALinesFromTheHandOverOn() {
        assertThat(TcpLine.has(connection)).isFalse();

        handOver();

        assertThat(TcpLine.has(connection)).isTrue();
    }

    @Test
    void bytesGoInBothDirections() throws Exception {
        handOver();

        assertThat(line.write(bytes("to"))).isTrue();
        assertThat(peer.getInputStream().readNBytes(2))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("to");
        peerSends("fro");

        assertThat(read(10)).isEqualTo("fro");
        assertThat(threads.element()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void nothingIsToldThatWasNotAskedFor() throws Exception {
        handOver();
        line.reading(false);
        // From this thread it is the selector's to do, before what is handed to it now.
        awaitSelector();
        peerSends("early");
        awaitSelector();
        assertThat(events).isEmpty();

        assertThat(read(10)).isEqualTo("early");
    }

    /** Whatever would be told by then is told by this selector, and before what is handed to it now. */
    private void awaitSelector() throws Exception {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        line.onSelector(() -> line.onSelector(() -> passed.complete(null)));
        passed.get(20, TimeUnit.SECONDS);
    }

    @Test
    void thereMayBeMoreOnlyWhereTheBufferWasFilled() throws Exception {
        handOver();
        peerSends("abc");

        assertThat(read(3)).isEqualTo("abc");
        assertThat(line.mayHaveMore()).isTrue();
        assertThat(line.read(ByteBuffer.allocate(3))).isZero();
        assertThat(line.mayHaveMore()).isFalse();
    }

    @Test
    void whatTheSystemDoesNotTakeGoesOnWhenThereIsRoom() throws Exception {
        handOver();
        ByteBuffer large = ByteBuffer.allocate(64 << 20);
        assertThat(line.write(large)).isFalse();
        int left = large.remaining();
        assertThat(left).isPositive();
        line.writing(true);
        CompletableFuture<Long> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return (long) peer.getInputStream().readNBytes(64 << 20).length;
            } catch (IOException e) {
                return -1L;
            }
        });

        while (large.hasRemaining()) {
            assertThat(nextEvent()).isEqualTo("writable");
            if (!line.write(large)) {
                line.writing(true);
            }
        }

        assertThat(taken.get(30, TimeUnit.SECONDS)).isEqualTo(64L << 20);
    }

    @Test
    void theEndOfThePeerIsRead() throws Exception {
        handOver();
        peer.shutdownOutput();

        assertThat(read(10)).isEqualTo("end");
        assertThat(gone).isNotDone();
    }

    @Test
    void aLineWhoseOutputIsShutStillReads() throws Exception {
        handOver();
        assertThat(line.write(bytes("last"))).isTrue();
        line.shutdownOutput();

        assertThat(peer.getInputStream().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("last");
        peerSends("answer");
        assertThat(read(10)).isEqualTo("answer");
    }

    @Test
    void aLineThatIsTerminatedTellsItOnceAndIsOfNoUse() throws Exception {
        handOver();
        line.terminate();
        line.terminate();

        gone.get(20, TimeUnit.SECONDS);
        assertThat(peer.getInputStream().read()).isEqualTo(-1);
        assertThatThrownBy(() -> line.write(bytes("late"))).isInstanceOf(IOException.class);
        line.shutdownOutput();
        line.reading(true);
        line.writing(true);
        assertThat(events).containsExactly("gone");
    }

    @Test
    void anEndBeforeTheHandOverIsToldAtIt() throws Exception {
        line.terminate();
        await().until(() -> !connection.isOpen());

        handOver();

        gone.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aTaskRunsOnTheSelector() throws Exception {
        handOver();
        CompletableFuture<Thread> ran = new CompletableFuture<>();

        line.onSelector(() -> ran.complete(Thread.currentThread()));
        peerSends("x");
        assertThat(read(1)).isEqualTo("x");

        assertThat(ran.get(20, TimeUnit.SECONDS)).isSameAs(threads.element());
    }

    @Test
    void aTaskThatComesWhenTheSelectorHasStoppedRunsAnyway() throws Exception {
        handOver();
        transport.shutdownNow();
        CompletableFuture<Void> ran = new CompletableFuture<>();

        line.onSelector(() -> ran.complete(null));

        ran.get(20, TimeUnit.SECONDS);
    }

    /** It may be the one that tells the end. */
    @Test
    void aTaskThatWaitsWhileTheSelectorStopsRunsAnyway() throws Exception {
        handOver();
        CompletableFuture<Void> held = new CompletableFuture<>();
        CompletableFuture<Void> ran = new CompletableFuture<>();
        line.onSelector(held::join);
        line.onSelector(() -> ran.complete(null));

        CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> {
            try {
                transport.shutdownNow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        held.complete(null);

        ran.get(20, TimeUnit.SECONDS);
        stopping.get(20, TimeUnit.SECONDS);
    }
}
