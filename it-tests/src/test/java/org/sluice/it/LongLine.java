package org.sluice.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A way to a server that is as fast as this machine and as long as a test says: what comes in at one side goes out at the other so much
 * later, in both directions. For one connection. What is under way is held here, and bounded only by what the two ends bound it by.
 */
final class LongLine implements AutoCloseable {

    private static final int PART = 64 * 1024;

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final URI server;
    private final long nanos;
    private final CompletableFuture<Void> done;

    /** An empty one is the end. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Part(long dueNanos, byte[] bytes) {}

    /** One whose round trip takes at least so long. */
    LongLine(URI server, Duration roundTrip) throws IOException {
        this.server = server;
        this.nanos = roundTrip.toNanos() / 2;
        done = Sending.of(this::carry);
    }

    URI uri() {
        return URI.create("ws://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort() + "/");
    }

    private void carry() throws Exception {
        try (Socket near = listener.accept();
                Socket far = new Socket(server.getHost(), server.getPort())) {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            CompletableFuture<Void> back = Sending.of(() -> carry(far, near));
            carry(near, far);
            back.get(20, TimeUnit.SECONDS);
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw e;
            }
        }
    }

    private void carry(Socket from, Socket to) throws Exception {
        BlockingQueue<Part> onTheLine = new LinkedBlockingQueue<>();
        CompletableFuture<Void> out = Sending.of(() -> put(onTheLine, to));
        InputStream in = from.getInputStream();
        byte[] part = new byte[PART];
        int read;
        do {
            read = read(in, part);
            onTheLine.add(new Part(System.nanoTime() + nanos, Arrays.copyOf(part, Math.max(0, read))));
        } while (read > 0);
        out.get(20, TimeUnit.SECONDS);
    }

    /** An end that hangs up without a word ends the line too. */
    private static int read(InputStream in, byte[] part) {
        try {
            return in.read(part);
        } catch (IOException hungUp) {
            return -1;
        }
    }

    private static void put(BlockingQueue<Part> onTheLine, Socket to) throws Exception {
        OutputStream out = to.getOutputStream();
        for (Part next = onTheLine.take(); next.bytes().length > 0; next = onTheLine.take()) {
            for (long left = next.dueNanos() - System.nanoTime();
                    left > 0;
                    left = next.dueNanos() - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            try {
                out.write(next.bytes());
            } catch (IOException hungUp) {
                return;
            }
        }
        to.shutdownOutput();
    }

    /** Close both ends before. */
    @Override
    public void close() throws IOException {
        listener.close();
        done.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
