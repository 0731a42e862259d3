package org.sluice.benchmarks.work;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.sluice.benchmarks.link.Client;

/** The client's part of a workload. Keeps its connections from run to run, until it is closed. */
public interface Task extends AutoCloseable {

    /**
     * Does the work for about so long, and checks every byte that comes.
     *
     * @throws IOException if a connection was lost, an answer did not come, or other bytes came than were sent
     * @throws InterruptedException if the thread is interrupted
     */
    Outcome run(Duration time) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;

    /** The task of a workload, of a client whose server this is. */
    static Task of(Workload workload, Client client, URI server) {
        return switch (workload.kind()) {
            case UPLOAD -> new Streaming(client, new Upload(), workload.size());
            case DOWNLOAD -> new Streaming(client, new Download(), workload.size());
            case ECHO -> new Echo(client, workload.size());
            case PIPELINED -> new Pipelined(client, workload.size(), workload.connections());
            case BROADCAST -> new Broadcast(server, workload.size(), workload.connections());
            case IDLE -> new Idle(server, workload.size(), workload.connections());
            case CONNECT -> new Connect(client, workload.size());
        };
    }
}
