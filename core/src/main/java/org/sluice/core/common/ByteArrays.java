package org.sluice.core.common;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Arrays of 64 KiB that streams lend while bytes wait in them: making one costs as much as filling it. Few are kept, and none by a
 * connection that is idle. Safe for all threads.
 */
public final class ByteArrays {

    /** The length of each, in bytes. */
    public static final int SIZE = 64 * 1024;

    /** 4 MiB that stay when nobody needs them. */
    private static final int KEPT = 64;

    private static final ConcurrentLinkedQueue<byte[]> FREE = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private ByteArrays() {}

    /**
     * An array.
     *
     * @return with whatever was in it before
     */
    public static byte[] take() {
        byte[] array = FREE.poll();
        if (array == null) {
            return new byte[SIZE];
        }
        COUNT.decrementAndGet();
        return array;
    }

    /**
     * Takes an array back that nobody uses any more; others than those of {@link #SIZE} are left to the collector.
     *
     * @param array any
     */
    public static void giveBack(byte[] array) {
        if (array.length != SIZE) {
            return;
        }
        if (COUNT.incrementAndGet() <= KEPT) {
            FREE.add(array);
        } else {
            COUNT.decrementAndGet();
        }
    }
}
