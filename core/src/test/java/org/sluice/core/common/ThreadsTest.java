package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadsTest {

    @Test
    void threadsAreDaemonsAndVirtualWhereMonitorsDoNotPinThem() throws Exception {
        Thread thread = CompletableFuture.supplyAsync(Thread::currentThread, Threads.shared())
                .get(10, TimeUnit.SECONDS);

        assertThat(thread.isDaemon()).isTrue();
        if (Runtime.version().feature() >= 24) {
            assertThat(Thread.class.getMethod("isVirtual").invoke(thread)).isEqualTo(true);
        } else {
            assertThat(thread.getName()).startsWith("sluice-");
        }
    }

    @Test
    void tasksThatBlockDoNotHoldUpOthers() throws Exception {
        CountDownLatch all = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            Threads.shared().execute(() -> {
                all.countDown();
                try {
                    all.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
