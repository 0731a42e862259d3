package org.sluice.grizzly.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.core.port.Borrower;
import org.sluice.core.port.Lender;
import org.sluice.core.port.Lending;

/** On one selector of a real transport, each byte that a peer sends borrows the thread. */
class SelectorThreadsTest {

    private final AtomicInteger count = new AtomicInteger();
    private final List<Thread> made = new CopyOnWriteArrayList<>();
    private final SelectorThreads threads = new SelectorThreads(this::thread, this::watch);
    private final TCPNIOTransport transport = TCPNIOTransportBuilder.newInstance()
            .setIOStrategy(new LendingStrategy())
            .setSelectorRunnersCount(1)
            .build();
    private final AtomicInteger threadsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private final List<Socket> peers = new ArrayList<>();
    private final List<Boolean> overdue = new CopyOnWriteArrayList<>();
    private final List<Integer> handled = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile IntConsumer handler = octet -> {};
    private InetSocketAddress address = new InetSocketAddress(0);

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "test-selector-" + count.incrementAndGet());
        thread.setDaemon(true);
        made.add(thread);
        return thread;
    }

    private Thread watch(Runnable task) {
        if (threadsLeft.getAndDecrement() <= 0) {
            threadsLeft.set(Integer.MAX_VALUE);
            throw new OutOfMemoryError("on purpose");
        }
        return thread(task);
    }

    /** Borrows for each byte, after all were read. */
    private final class Borrowing extends BaseFilter {

        @Override
        public NextAction handleRead(FilterChainContext context) {
            Buffer message = context.getMessage();
            Lender lender = Objects.requireNonNull(Lending.current());
            int octet = message.get(message.position());
            lender.lend(new Borrower() {
                @Override
                public void run() {
                    assertThat(lender.isOpen()).isFalse();
                    handler.accept(octet);
                    handled.add(octet);
                }

                @Override
                public void overdue(boolean blocked) {
                    overdue.add(blocked);
                }
            });
            return context.getStopAction();
        }
    }

    @BeforeEach
    void start() throws IOException {
        transport.setKernelThreadPool(threads);
        transport.setProcessor(FilterChainBuilder.stateless()
                .add(new TransportFilter())
                .add(new Borrowing())
                .build());
        address = (InetSocketAddress) transport
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .getLocalAddress();
        transport.start();
    }

    @AfterEach
    void stop() throws Exception {
        gate.countDown();
        for (Socket peer : peers) {
            peer.close();
        }
        transport.shutdownNow();
        await("no thread is left behind").until(() -> made.stream().noneMatch(Thread::isAlive));
    }

    private Socket peer() throws IOException {
        Socket peer = new Socket(address.getAddress(), address.getPort());
        peers.add(peer);
        return peer;
    }

    private void send(Socket peer, int octet) throws IOException {
        peer.getOutputStream().write(octet);
    }

    private void sendAndAwait(Socket peer, int octet) throws IOException {
        send(peer, octet);
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> handled.contains(octet));
    }

    private void hold() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shortBorrowersAllRunOnTheSelectorsThread() throws Exception {
        List<Thread> ranOn = new CopyOnWriteArrayList<>();
        handler = octet -> ranOn.add(Thread.currentThread());
        Socket peer = peer();
        for (int octet = 0; octet < 100; octet++) {
            sendAndAwait(peer, octet);
        }

        assertThat(ranOn).hasSize(100);
        if (overdue.isEmpty()) {
            assertThat(ranOn).containsOnly(made.get(0));
        }
    }

    @Test
    void aBorrowerThatWaitsHoldsUpNobodyElseAndNotItsOwnConnection() throws Exception {
        handler = octet -> {
            if (octet == 1) {
                hold();
            }
        };
        Socket blocked = peer();
        send(blocked, 1);

        sendAndAwait(peer(), 2);
        sendAndAwait(blocked, 3);

        assertThat(overdue).isNotEmpty();
        gate.countDown();
        await().until(() -> handled.contains(1));
        sendAndAwait(blocked, 4);
    }

    @Test
    void aBorrowerThatOnlyComputesHoldsUpNobodyElseForLong() throws Exception {
        handler = octet -> {
            while (octet == 1 && gate.getCount() > 0) {
                Thread.onSpinWait();
            }
        };
        send(peer(), 1);

        sendAndAwait(peer(), 2);

        assertThat(overdue).isNotEmpty();
    }

    @Test
    void manyBorrowersMayWaitAtATime() throws Exception {
        handler = octet -> {
            if (octet < 40) {
                hold();
            }
        };
        for (int octet = 0; octet < 40; octet++) {
            send(peer(), octet);
        }

        sendAndAwait(peer(), 100);

        assertThat(handled).containsExactly(100);
        gate.countDown();
        await().until(() -> handled.size() == 41);
    }

    @Test
    void oneThatSaysThatItWaitsIsRelievedAtOnce() throws Exception {
        handler = octet -> {
            if (octet == 1) {
                Lending.aboutToWait();
                assertThat(overdue).contains(false);
                hold();
            }
        };
        send(peer(), 1);

        sendAndAwait(peer(), 2);
    }

    @Test
    void oneThatFailsOrLeavesAnInterruptDoesNotEndTheSelector() throws Exception {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        handler = octet -> {
            Thread here = Thread.currentThread();
            here.setUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
            if (octet == 1) {
                throw new AssertionError("on purpose");
            }
            here.interrupt();
        };
        Socket peer = peer();
        send(peer, 1);
        await().until(() -> uncaught.size() == 1);
        sendAndAwait(peer, 2);
        sendAndAwait(peer, 3);

        assertThat(uncaught).hasSize(1);
    }

    @Test
    void whoHasBorrowedForAReadingThatFailsRunsOnAThreadWithoutSelector() {
        List<Thread> ranOn = new CopyOnWriteArrayList<>();
        threads.execute(() -> {
            Stint stint = (Stint) Objects.requireNonNull(Lending.current());
            stint.beginReading();
            stint.lend(new Borrower() {
                @Override
                public void run() {
                    assertThat(Lending.current()).isNull();
                    ranOn.add(Thread.currentThread());
                }

                @Override
                public void overdue(boolean blocked) {
                    overdue.add(blocked);
                }
            });
            stint.failedReading();
            assertThat(stint.isOpen()).isFalse();
            assertThat(stint.goesOn()).isFalse();
        });

        await().until(() -> ranOn.size() == 1);
        assertThat(overdue).isEmpty();
    }

    @Test
    void whereNoThreadIsToBeHadToWatchTheBorrowerRunsAndTheNextOneIsWatched() throws Exception {
        threadsLeft.set(0);
        Socket first = peer();
        sendAndAwait(first, 1);
        handler = octet -> {
            if (octet == 2) {
                hold();
            }
        };
        send(first, 2);

        sendAndAwait(peer(), 3);

        assertThat(overdue).isNotEmpty();
    }

    @Test
    void aTransportStopsWhileABorrowerWaits() throws Exception {
        handler = octet -> hold();
        send(peer(), 1);
        await().until(() -> !overdue.isEmpty());

        transport.shutdownNow();

        assertThat(transport.isStopped()).isTrue();
        assertThat(handled).isEmpty();
        gate.countDown();
        await().until(() -> handled.contains(1));
    }
}
