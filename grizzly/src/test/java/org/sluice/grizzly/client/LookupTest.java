package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LookupTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void tellsWhatTheResolverFinds() {
        assertThat(Lookup.of("a", host -> List.of(HERE), Runnable::run).result().join())
                .containsExactly(HERE);
    }

    @Test
    void nothingFoundIsAnUnknownHost() {
        assertThatThrownBy(() -> Lookup.of("a", host -> List.of(), Runnable::run)
                        .result()
                        .join())
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void anAbandonedOneInterruptsItsThreadAndTellsNothing() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        AtomicInteger told = new AtomicInteger();
        CompletableFuture<Boolean> cleared = new CompletableFuture<>();
        Lookup lookup = Lookup.of(
                "a",
                host -> {
                    asking.countDown();
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        interrupted.complete(true);
                        Thread.currentThread().interrupt();
                    }
                    return List.of(HERE);
                },
                task -> new Thread(() -> {
                            task.run();
                            cleared.complete(!Thread.currentThread().isInterrupted());
                        })
                        .start());
        CompletableFuture<Integer> unused = lookup.result().thenApply(found -> told.incrementAndGet());
        asking.await();
        lookup.abandon();
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(cleared.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lookup.result()).isCancelled();
        assertThat(told).hasValue(0);
    }

    @Test
    void oneAbandonedBeforeItBeganAsksNobody() {
        CompletableFuture<Runnable> later = new CompletableFuture<>();
        AtomicInteger asked = new AtomicInteger();
        Lookup lookup = Lookup.of(
                "a",
                host -> {
                    asked.incrementAndGet();
                    return List.of(HERE);
                },
                later::complete);
        lookup.abandon();
        later.join().run();
        assertThat(asked).hasValue(0);
    }

    @Test
    void writtenAddressesNeedNoNameService() {
        assertThat(Lookup.isAddress("127.0.0.1")).isTrue();
        assertThat(Lookup.isAddress("[::1]")).isTrue();
        assertThat(Lookup.isAddress("1.example")).isFalse();
    }
}
