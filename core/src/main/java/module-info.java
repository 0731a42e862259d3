/**
 * What both ends share on the Jakarta WebSocket API: the sockets above two small ports, the portable port over a Jakarta session,
 * and base classes for annotated endpoints.
 */
@SuppressWarnings("module") // The modules that the inner packages are exported to are built after this one.
module org.sluice.core {
    // Not transitive: users of this module need no annotations to compile.
    requires static org.jspecify;
    // Only where the library is part of a web application.
    requires static jakarta.cdi;
    requires static jakarta.servlet;
    requires static java.naming;
    requires transitive org.sluice.api;
    requires transitive jakarta.websocket;
    requires transitive jakarta.json.bind;

    exports org.sluice.core;
    exports org.sluice.core.json;
    exports org.sluice.core.spi;
    exports org.sluice.core.application to
            org.sluice.server;
    exports org.sluice.core.common to
            org.sluice.client,
            org.sluice.grizzly,
            org.sluice.server;
    exports org.sluice.core.config to
            org.sluice.client,
            org.sluice.grizzly,
            org.sluice.server;
    exports org.sluice.core.credit to
            org.sluice.client;
    exports org.sluice.core.deflate to
            org.sluice.grizzly;
    exports org.sluice.core.frame to
            org.sluice.grizzly;
    exports org.sluice.core.port to
            org.sluice.client,
            org.sluice.grizzly;
    exports org.sluice.core.portable to
            org.sluice.client;
    exports org.sluice.core.socket to
            org.sluice.client;
}
