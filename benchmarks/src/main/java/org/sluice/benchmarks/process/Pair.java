package org.sluice.benchmarks.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Tls;
import org.sluice.benchmarks.peers.Peer;
import org.sluice.benchmarks.report.Metric;
import org.sluice.benchmarks.work.Outcome;
import org.sluice.benchmarks.work.Workload;
import org.sluice.benchmarks.work.Workload.Kind;

/** Server and client of a peer. Adds to what the client measured what only both together know: processor time and heap. */
public final class Pair implements AutoCloseable {

    private static final double NANOS = 1e9;
    private static final double MICROS = 1e3;
    private static final double GIB = 1L << 30;

    /** What every process gets, the same for all; an endless heap would hide what a peer costs. */
    private static final List<String> JVM =
            List.of("-Xmx1g", "-Xms256m", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError");

    private final Talk server;
    private final Talk client;

    Pair(Talk server, Talk client) {
        this.server = server;
        this.client = client;
    }

    /**
     * Starts both processes.
     *
     * @param certificate null for {@code ws}
     * @param idle how many connections the workload of idle ones has
     */
    public static Pair start(Peer peer, @Nullable Certificate certificate, int idle)
            throws IOException, InterruptedException {
        ClassPath classPath = ClassPath.own().without(peer.foreignJars());
        String store =
                certificate == null ? ServerSide.NO_TLS : certificate.file().toString();
        Child server = Child.start(
                "the server of " + peer.title(), classPath, JVM, ServerSide.class, List.of(peer.id(), store));
        boolean started = false;
        try {
            String uri = (certificate == null ? "ws" : "wss") + "://127.0.0.1:" + server.ask(ServerSide.PORT);
            List<String> jvm = new ArrayList<>(JVM);
            if (certificate != null) {
                jvm.add("-Djavax.net.ssl.trustStore=" + store);
                jvm.add("-Djavax.net.ssl.trustStorePassword=" + Tls.PASSWORD);
            }
            List<String> args = List.of(peer.id(), uri, Integer.toString(idle));
            Child client = Child.start("the client of " + peer.title(), classPath, jvm, ClientSide.class, args);
            started = true;
            return new Pair(server, client);
        } finally {
            if (!started) {
                server.close();
            }
        }
    }

    /** How many connections a process can have, with some left for its other files. */
    public static int mostConnections() {
        return (int) Math.min(Integer.MAX_VALUE, Machine.descriptors() - 512);
    }

    /** Runs a workload for so long. */
    public Outcome run(Workload workload, long millis) throws IOException, InterruptedException {
        return workload.kind() == Kind.IDLE ? idle(workload, millis) : busy(workload, millis);
    }

    private Outcome busy(Workload workload, long millis) throws IOException, InterruptedException {
        long serverBefore = number(server, Answering.CPU);
        long clientBefore = number(client, Answering.CPU);
        Outcome outcome = client(workload, millis);
        double atClient = number(client, Answering.CPU) - clientBefore;
        double atServer = number(server, Answering.CPU) - serverBefore;
        return switch (workload.kind()) {
            case UPLOAD, DOWNLOAD ->
                outcome.with(Metric.CPU_PER_GIB, (atClient + atServer) / NANOS / (outcome.bytes() / GIB));
            case ECHO, PIPELINED ->
                outcome.with(Metric.CPU_PER_MESSAGE, (atClient + atServer) / MICROS / outcome.messages());
            case BROADCAST -> outcome.with(Metric.CPU_PER_DELIVERY, atServer / MICROS / outcome.messages());
            case IDLE, CONNECT -> outcome;
        };
    }

    private Outcome idle(Workload workload, long millis) throws IOException, InterruptedException {
        long before = number(server, Answering.HEAP);
        Outcome outcome = client(workload, millis);
        long used = number(server, Answering.HEAP) - before;
        end(workload);
        return outcome.with(Metric.HEAP, (double) used / workload.connections());
    }

    private Outcome client(Workload workload, long millis) throws IOException, InterruptedException {
        return Outcome.parse(client.ask(ClientSide.RUN + " " + workload.id() + " " + millis));
    }

    /** Closes the connections of a workload. */
    public void end(Workload workload) throws IOException, InterruptedException {
        String unused = client.ask(ClientSide.END + " " + workload.id());
    }

    private static long number(Talk of, String what) throws IOException, InterruptedException {
        return Long.parseLong(of.ask(what));
    }

    @Override
    public void close() throws IOException {
        try {
            client.close();
        } finally {
            server.close();
        }
    }
}
