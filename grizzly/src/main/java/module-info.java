/**
 * The engine of both ends outside a container: Tyrus on Grizzly. The only module that names either of them.
 *
 * @provides org.sluice.core.spi.ClientEngine the client's engine
 */
module org.sluice.grizzly {
    requires transitive jakarta.websocket;
    requires transitive jakarta.websocket.client;
    requires transitive org.sluice.core;
    // Not transitive: users of this module need no annotations to compile.
    requires static org.jspecify;
    requires org.glassfish.grizzly;
    requires org.glassfish.grizzly.http;
    requires org.glassfish.grizzly.http.server;
    requires org.glassfish.tyrus.client;
    // Not named here: jakarta.websocket.ContainerProvider makes containers of it, by reflection.
    requires org.glassfish.tyrus.container.grizzly.client;
    requires org.glassfish.tyrus.container.grizzly.server;
    requires org.glassfish.tyrus.core;
    requires org.glassfish.tyrus.server;
    requires org.glassfish.tyrus.spi;

    exports org.sluice.grizzly;

    // Tyrus makes the client's transport by reflection.
    opens org.sluice.grizzly.client to
            org.glassfish.tyrus.client,
            org.glassfish.tyrus.core;

    provides org.sluice.core.spi.ClientEngine with
            org.sluice.grizzly.TyrusClientEngine;
}
