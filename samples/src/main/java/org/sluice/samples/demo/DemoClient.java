package org.sluice.samples.demo;

import java.io.IOException;
import java.net.URI;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The client of the demo: does the exercises that it is told to, one at a time. */
final class DemoClient {

    private static final Logger ENGINE_LOG = Logger.getLogger("org.glassfish");

    private final URI server;
    private final long bytes;
    private final PeakHeap heap = PeakHeap.measure();

    private DemoClient(URI server, long bytes) {
        this.server = server;
        this.bytes = bytes;
    }

    /** Takes exercises until its input ends. Arguments: the server's URL, bytes to stream. */
    public static void main(String[] args) throws IOException {
        ENGINE_LOG.setLevel(Level.WARNING);
        DemoClient client = new DemoClient(URI.create(args[0]), Long.parseLong(args[1]));
        Requests.answer(name -> client.result(Exercise.valueOf(name)).line());
        System.exit(0);
    }

    private Result result(Exercise exercise) {
        long unused = heap.sinceLast();
        try {
            Outcome outcome = run(exercise);
            return new Result(outcome.amount(), outcome.rate(), heap.sinceLast(), true, "");
        } catch (IOException e) {
            return Result.failed(String.valueOf(e.getMessage()), heap.sinceLast());
        }
    }

    private Outcome run(Exercise exercise) throws IOException {
        return switch (exercise) {
            case TEXT -> Echo.of(new Samples.Text()).run(server.resolve("message/echo"));
            case BINARY -> Echo.of(new Samples.Binary()).run(server.resolve("message/echo"));
            case JSON -> Echo.of(new Samples.Json()).run(server.resolve("message/echo"));
            case UP -> Streaming.up(server.resolve("stream/discard"), bytes);
            case DOWN -> Streaming.down(server.resolve("stream/generate?bytes=" + bytes), bytes);
        };
    }
}
