package org.sluice.grizzly;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.threadpool.DefaultWorkerThread;

/** Makes the daemon threads of one server, all named after it, and can wait for them to end. */
final class ServerThreads {

    private final Queue<Thread> all = new ConcurrentLinkedQueue<>();
    private final String prefix;

    ServerThreads(String prefix) {
        this.prefix = prefix;
    }

    ThreadFactory named(String role) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            String name = prefix + '-' + role + '-' + count.incrementAndGet();
            Thread thread = new DefaultWorkerThread(Grizzly.DEFAULT_ATTRIBUTE_BUILDER, name, null, task);
            thread.setDaemon(true);
            all.removeIf(each -> each.getState() == Thread.State.TERMINATED);
            all.add(thread);
            return thread;
        };
    }

    /** Waits for all but the calling thread, at most so long in all. */
    void join(long timeout, TimeUnit unit) {
        long end = System.nanoTime() + unit.toNanos(timeout);
        try {
            for (Thread thread : all) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left > 0 && thread != Thread.currentThread()) {
                    thread.join(left);
                }
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
