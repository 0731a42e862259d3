package org.sluice.benchmarks.process;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.peers.Peer;
import org.sluice.benchmarks.work.Task;
import org.sluice.benchmarks.work.Workload;
import org.sluice.benchmarks.work.Workloads;

/** The client's process of a pair: runs tasks. */
final class ClientSide implements Answering {

    /** Followed by the workload and milliseconds. */
    static final String RUN = "run";
    /** Followed by the workload, whose connections are closed. */
    static final String END = "end";

    private final Client client;
    private final URI server;
    private final List<Workload> workloads;
    private final Map<String, Task> tasks = new HashMap<>();

    ClientSide(Client client, URI server, List<Workload> workloads) {
        this.client = client;
        this.server = server;
        this.workloads = workloads;
    }

    /** Arguments: the peer, the server's URI, how many idle connections. */
    public static void main(String[] args) throws Exception {
        PrintStream out = Quiet.takeOutput();
        URI server = URI.create(args[1]);
        Client client = Peer.of(args[0]).ends().client(server);
        Lines.serve(System.in, out, new ClientSide(client, server, Workloads.all(Integer.parseInt(args[2]))));
        // As on the server's side.
        Runtime.getRuntime().halt(0);
    }

    @Override
    public String answer(String question) throws IOException, InterruptedException {
        String[] words = question.split(" ", -1);
        switch (words[0]) {
            case CPU -> {
                return Long.toString(Machine.cpu());
            }
            case RUN -> {
                return task(words[1])
                        .run(Duration.ofMillis(Long.parseLong(words[2])))
                        .line();
            }
            case END -> {
                Task ended = tasks.remove(words[1]);
                if (ended != null) {
                    ended.close();
                }
                return END;
            }
            default -> throw new IllegalArgumentException(question);
        }
    }

    private Task task(String id) {
        return tasks.computeIfAbsent(id, any -> Task.of(Workloads.of(id, workloads), client, server));
    }
}
