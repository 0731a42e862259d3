package org.sluice.grizzly.client;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which addresses of a name are tried, and in which order (RFC 8305, 4): both families in turns, the resolver's first one first. Pure. */
final class AddressOrder {

    /** Of the model (P74). */
    static final int MOST = 5;

    private AddressOrder() {}

    /**
     * Chooses.
     *
     * @param found as the resolver has them
     * @param bound what this end is bound to, so that the other family cannot be reached; or null
     * @return at most {@link #MOST}, each once
     */
    static List<InetAddress> of(List<InetAddress> found, @Nullable InetAddress bound) {
        Deque<InetAddress> first = new ArrayDeque<>();
        Deque<InetAddress> second = new ArrayDeque<>();
        for (InetAddress each : found.stream().distinct().toList()) {
            if (bound == null || sameFamily(bound, each)) {
                (sameFamily(found.get(0), each) ? first : second).add(each);
            }
        }
        List<InetAddress> ordered = new ArrayList<>();
        while (ordered.size() < MOST && !(first.isEmpty() && second.isEmpty())) {
            take(first, ordered);
            take(second, ordered);
        }
        return List.copyOf(ordered.subList(0, Math.min(MOST, ordered.size())));
    }

    private static void take(Deque<InetAddress> from, List<InetAddress> to) {
        InetAddress next = from.poll();
        if (next != null) {
            to.add(next);
        }
    }

    private static boolean sameFamily(InetAddress one, InetAddress other) {
        return one.getClass() == other.getClass();
    }
}
