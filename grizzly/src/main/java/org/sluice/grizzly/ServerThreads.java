package org.sluice.grizzly;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.threadpool.DefaultWorkerThread;
import org.sluice.core.common.VirtualThreads;

/** Makes the daemon threads of one server, all named after it, and can wait for them to end. */
final class ServerThreads {

    private final Set<Thread> all = ConcurrentHashMap.newKeySet();
    private final String prefix;
    private final ClassLoader context = Thread.currentThread().getContextClassLoader();

    /** The threads have the context class loader of the one that calls this. */
    ServerThreads(String prefix) {
        this.prefix = prefix;
    }

    ThreadFactory named(String role) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            String name = prefix + '-' + role + '-' + count.incrementAndGet();
            Thread thread = new DefaultWorkerThread(Grizzly.DEFAULT_ATTRIBUTE_BUILDER, name, null, task);
            thread.setContextClassLoader(context);
            thread.setDaemon(true);
            all.removeIf(each -> each.getState() == Thread.State.TERMINATED);
            all.add(thread);
            return thread;
        };
    }

    /** As {@link #named}, where this Java has virtual threads; of these there may be one for each task, so each sees to its own end. */
    ThreadFactory virtual(String role) {
        ThreadFactory factory = VirtualThreads.named(prefix + '-' + role + '-', context);
        return task -> {
            Thread thread = factory.newThread(() -> {
                try {
                    task.run();
                } finally {
                    all.remove(Thread.currentThread());
                }
            });
            all.add(thread);
            return thread;
        };
    }

    /** Interrupts those of one role, but not the calling thread. */
    void interrupt(String role) {
        String start = prefix + '-' + role + '-';
        all.stream()
                .filter(each -> each.getName().startsWith(start) && each != Thread.currentThread())
                .forEach(Thread::interrupt);
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
