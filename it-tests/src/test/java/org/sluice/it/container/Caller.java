package org.sluice.it.container;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sluice.api.WebSocket;

/** Connects and closes again and again, on threads of its own, so that a server meets connections at each stage whatever it does. */
final class Caller {

    private static final int THREADS = 2;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Supplier<? extends WebSocket> factory;
    private final URI uri;
    private final List<Thread> threads;
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Queue<Integer> codes = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    private Caller(Supplier<? extends WebSocket> factory, URI uri) {
        this.factory = factory;
        this.uri = uri;
        threads = Stream.generate(() -> new Thread(this::callAgain, "caller"))
                .limit(THREADS)
                .toList();
    }

    /** Begins to call. */
    static Caller of(Supplier<? extends WebSocket> factory, URI uri) {
        Caller caller = new Caller(factory, uri);
        caller.threads.forEach(Thread::start);
        return caller;
    }

    /** Whether the server is there. */
    boolean hasConnected() {
        return connected.get() > 0;
    }

    /** Whether the server has refused to connect, which it does once the application is gone. */
    boolean wasRefused() {
        return refusals.get() > 0;
    }

    /** Ends the calls and, once all connections have ended, tells with which codes. */
    Set<Integer> stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join(LIMIT.toMillis());
        }
        await("closed events").atMost(LIMIT).until(() -> codes.size() == connected.get());
        return new TreeSet<>(codes);
    }

    private void callAgain() {
        while (!stopped) {
            call();
        }
    }

    private void call() {
        try (WebSocket socket = factory.get()) {
            socket.onClosed((from, event) -> codes.add(event.code()));
            socket.connect(uri);
            connected.incrementAndGet();
        } catch (IOException refused) {
            // As it must be once the application is gone; there is no end to be told then.
            refusals.incrementAndGet();
        }
    }
}
