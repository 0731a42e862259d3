/**
 * The portable face of Sluice: message and stream sockets, their options, events and errors. It needs nothing but the JDK at run
 * time; the sockets come from a provider that {@link java.util.ServiceLoader} finds.
 */
module org.sluice.api {
    // Not transitive: users of this module need no annotations to compile.
    requires static org.jspecify;

    exports org.sluice.api;
    exports org.sluice.api.data;
    exports org.sluice.api.spi;

    uses org.sluice.api.spi.WebSocketProvider;
}
