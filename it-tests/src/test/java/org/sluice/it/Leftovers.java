package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Threads, sockets and selectors that are there now, to be looked for later: nothing must have come to stay. */
final class Leftovers {

    /** Idle threads of ours end after 5 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String SOCKET = "socket:";
    private static final String SELECTOR = "anon_inode:[eventpoll]";
    /** Of those that readers of streams use, so many are kept for the next ones. */
    private static final int KEPT = 4;

    private final Set<Thread> threads = threads();
    private final long sockets = descriptors(SOCKET);
    private final long selectors = descriptors(SELECTOR);

    private Leftovers() {}

    /** As things are when no thread of ours is left. */
    static Leftovers sinceQuiet() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads())
                .noneMatch(thread -> thread.getName().startsWith("sluice")));
        return new Leftovers();
    }

    /** No thread is left that was not there before, and no more sockets and selectors are open. */
    void assertNone() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(threads).containsAll(threads());
            assertThat(descriptors(SOCKET)).as("sockets").isLessThanOrEqualTo(sockets);
            assertThat(descriptors(SELECTOR)).as("selectors").isLessThanOrEqualTo(selectors + KEPT);
        });
    }

    /** All but those of the JVM and of the tests' libraries, which come and go as they like. */
    private static Set<Thread> threads() {
        Set<Thread> all = new HashSet<>(Thread.getAllStackTraces().keySet());
        all.removeIf(thread -> thread.getThreadGroup() == null
                || thread.getThreadGroup().getName().equals("system")
                // They carry virtual threads.
                || thread.getThreadGroup().getName().equals("CarrierThreads")
                || thread.getName().startsWith("ForkJoinPool.commonPool")
                || thread.getName().equals("CompletableFutureDelayScheduler")
                || thread.getName().startsWith("awaitility"));
        return all;
    }

    /** How many descriptors of a kind there are; none where the system does not list them, and threads are looked at everywhere. */
    private static long descriptors(String kind) {
        Path all = Path.of("/proc/self/fd");
        if (!Files.isDirectory(all)) {
            return 0;
        }
        try (Stream<Path> each = Files.list(all)) {
            return each.filter(descriptor -> isOf(kind, descriptor)).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOf(String kind, Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith(kind);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
