package org.sluice.samples.demo;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.sluice.server.ServerEndpoints;
import org.sluice.server.launcher.EmbeddedServer;

/** The server of the demo: prints its URL, then the peak of its heap whenever it is asked. */
final class DemoServer {

    static final String PEAK_HEAP = "peak heap";

    private static final Logger ENGINE_LOG = Logger.getLogger("org.glassfish");

    private DemoServer() {}

    /** Serves until its input ends. */
    public static void main(String[] args) throws Exception {
        ENGINE_LOG.setLevel(Level.WARNING);
        PeakHeap heap = PeakHeap.measure();
        try (EmbeddedServer server =
                EmbeddedServer.builder().endpoints(ServerEndpoints.all()).start()) {
            System.out.println(server.uri());
            Requests.answer(request -> Long.toString(heap.sinceLast()));
        }
        System.exit(0);
    }
}
