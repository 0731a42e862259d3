/** Message and stream sockets for Java SE, and the command line. */
module org.sluice.client {
    // Not transitive: users of this module need no annotations to compile.
    requires static org.jspecify;
    requires transitive org.sluice.api;
    requires transitive org.sluice.core;

    exports org.sluice.client;

    // Containers call annotated endpoints by reflection.
    opens org.sluice.client;

    uses org.sluice.core.spi.ClientEngine;

    provides org.sluice.api.spi.WebSocketProvider with
            org.sluice.client.ClientSockets;
}
