package org.sluice.it.app;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Objects;

/**
 * What the program holds that runs this, of either end. How much is too much is left to the test.
 *
 * @param heap bytes of the objects that live
 * @param buffers bytes of direct buffers, which are outside the heap
 */
public record Memory(long heap, long buffers) {

    /** Others make and drop objects meanwhile, and what a reference holds may take a second collection. */
    private static final int COLLECTIONS = 2;

    /** The least of some collections. */
    public static Memory now() {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            heap = Math.min(heap, liveHeap());
        }
        long buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return new Memory(heap, buffers);
    }

    /** Bytes of the objects that live: what a collection left, without what was made since. */
    public static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    /** The inverse of {@link #line()}. */
    public static Memory of(String line) {
        String[] numbers = line.split(" ", 2);
        return new Memory(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }

    /** As a message tells it. */
    String line() {
        return heap + " " + buffers;
    }
}
