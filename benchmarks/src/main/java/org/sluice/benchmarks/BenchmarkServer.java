package org.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.sluice.server.ServerEndpoints;
import org.sluice.server.launcher.EmbeddedServer;

/** The one server that all peers talk to, in the same virtual machine. */
final class BenchmarkServer {

    private BenchmarkServer() {}

    static EmbeddedServer start() throws Exception {
        List<Class<?>> endpoints = new ArrayList<>(ServerEndpoints.all());
        endpoints.add(PlainDiscard.class);
        return EmbeddedServer.builder().endpoints(endpoints).start();
    }
}
