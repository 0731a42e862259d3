package org.sluice.samples.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.sluice.api.StreamWebSocket;

/** A binary stream: sends ten bytes a second to an echo, and at the same time counts what comes back. Arguments: URL, seconds. */
public final class BinaryStream {

    private static final int BYTES = 10;

    private BinaryStream() {}

    /**
     * Runs the sample.
     *
     * @param args URL, seconds
     * @throws Exception if it fails
     */
    public static void main(String[] args) throws Exception {
        Counts counts = run(URI.create(args[0]), Integer.parseInt(args[1]), Duration.ofSeconds(1));
        System.out.println("sent " + counts.sent + " bytes, received " + counts.received);
    }

    /**
     * What went there and what came back.
     *
     * @param sent bytes
     * @param received bytes
     */
    record Counts(long sent, long received) {}

    // begin stream
    static Counts run(URI server, int times, Duration pace) throws Exception {
        AtomicLong received = new AtomicLong();
        CountDownLatch all = new CountDownLatch(times * BYTES);
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(server);
            CompletableFuture<Void> receiving =
                    CompletableFuture.runAsync(() -> receive(socket.inputStream(), received, all));
            OutputStream out = socket.outputStream();
            byte[] data = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
            for (int i = 0; i < times; i++) {
                out.write(data);
                out.flush();
                TimeUnit.NANOSECONDS.sleep(pace.toNanos());
            }
            boolean unused = all.await(30, TimeUnit.SECONDS);
            socket.close(1000, "Closed due to user request.");
            receiving.exceptionally(closed -> null).get(30, TimeUnit.SECONDS);
        }
        return new Counts((long) times * BYTES, received.get());
    }

    private static void receive(InputStream in, AtomicLong received, CountDownLatch all) {
        byte[] buffer = new byte[1000];
        try {
            // A read returns what is there, as a DataReader with the option PARTIAL does.
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                received.addAndGet(count);
                for (int i = 0; i < count; i++) {
                    all.countDown();
                }
            }
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
    // end stream
}
