package org.sluice.benchmarks.process;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process uses, as its own management beans say. */
final class Machine {

    /** Two readings that differ by less say that there is no garbage left to find, and nothing ends any more. */
    private static final long SAME = 16 * 1024;
    /** Between two readings: Grizzly looks once a second for connections that have ended, and keeps them until then. */
    private static final long PAUSE_MILLIS = 1_200;

    private static final int MOST_COLLECTIONS = 10;

    private Machine() {}

    /** Nanoseconds of processor time, of all threads, those of the JVM included. */
    static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Bytes of heap in use after garbage was collected, until that changes nothing more. */
    static long heap() throws InterruptedException {
        long before = Long.MAX_VALUE;
        long now = collected();
        for (int i = 0; i < MOST_COLLECTIONS && Math.abs(before - now) > SAME; i++) {
            Thread.sleep(PAUSE_MILLIS);
            before = now;
            now = collected();
        }
        return now;
    }

    private static long collected() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** How many files and sockets a process may have open. */
    static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
