// Open, because JMH makes states by reflection.
open module org.sluice.benchmarks {
    requires static org.jspecify;
    requires jakarta.websocket.client;
    requires java.net.http;
    requires jmh.core;
    requires org.sluice.api;
    requires org.sluice.server;
}
