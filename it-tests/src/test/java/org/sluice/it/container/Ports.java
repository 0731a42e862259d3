package org.sluice.it.container;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds free ports for a server that cannot tell which one the system gave it. They are below those that systems give to whoever asks for any
 * port or connects, so that nobody else gets one by chance before the server listens, or while it restarts.
 */
final class Ports {

    private static final int FIRST = 20_000;
    /** Linux gives from 32 768 on, others from 49 152. */
    private static final int LAST = 32_000;

    private static final int ATTEMPTS = 1_000;

    private Ports() {}

    /** Different ports of the loopback address, all free a moment ago. */
    static List<Integer> free(int count) throws IOException {
        Set<Integer> found = new LinkedHashSet<>();
        for (int i = 0; i < ATTEMPTS && found.size() < count; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
                found.add(port);
            }
        }
        if (found.size() < count) {
            throw new IOException(
                    "of " + ATTEMPTS + " ports from " + FIRST + " to " + LAST + " only these were free: " + found);
        }
        return List.copyOf(found);
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        }
    }
}
