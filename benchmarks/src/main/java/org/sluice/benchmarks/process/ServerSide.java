package org.sluice.benchmarks.process;

import java.io.PrintStream;
import java.nio.file.Path;
import org.sluice.benchmarks.link.Server;
import org.sluice.benchmarks.link.Tls;
import org.sluice.benchmarks.peers.Peer;

/** The server's process of a pair: says its port, then what it uses. */
final class ServerSide implements Answering {

    static final String PORT = "port";
    static final String NO_TLS = "-";

    private final Server server;

    ServerSide(Server server) {
        this.server = server;
    }

    /** Arguments: the peer, a key store or a dash. */
    public static void main(String[] args) throws Exception {
        PrintStream out = Quiet.takeOutput();
        Tls tls = args[1].equals(NO_TLS) ? null : new Tls(Path.of(args[1]));
        Server server = Peer.of(args[0]).ends().serve(tls);
        Lines.serve(System.in, out, new ServerSide(server));
        // Not an orderly end, which some peers take seconds for: all that it was for is over.
        Runtime.getRuntime().halt(0);
    }

    @Override
    public String answer(String question) throws InterruptedException {
        return switch (question) {
            case PORT -> Integer.toString(server.port());
            case CPU -> Long.toString(Machine.cpu());
            case HEAP -> Long.toString(Machine.heap());
            default -> throw new IllegalArgumentException(question);
        };
    }
}
