/** Message and stream sockets for Java SE, and the command line. */
module org.sluice.client {
    // Not transitive: users of this module need no annotations to compile.
    requires static org.jspecify;
    requires transitive org.sluice.api;
    requires transitive org.sluice.core;
    // Of the command line only, which needs them on the module path.
    requires static transitive info.picocli;
    requires static org.jline;

    exports org.sluice.client;
    exports org.sluice.client.cli;

    // Containers call annotated endpoints by reflection.
    opens org.sluice.client;
    opens org.sluice.client.cli to
            info.picocli;

    uses org.sluice.core.spi.ClientEngine;

    provides org.sluice.api.spi.WebSocketProvider with
            org.sluice.client.ClientSockets;
}
