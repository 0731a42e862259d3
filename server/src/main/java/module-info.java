/** The annotated endpoints of the WAR, and the embedded launcher that serves them without a container. */
module org.sluice.server {
    // Not transitive: users of this module need no annotations to compile.
    requires static org.jspecify;
    // Of the command line only, which needs it on the module path.
    requires static info.picocli;
    requires transitive jakarta.websocket;
    requires transitive org.sluice.core;
    requires java.logging;
    requires java.xml;
    requires org.sluice.grizzly;

    exports org.sluice.server;
    exports org.sluice.server.launcher;

    // Containers make and call annotated endpoints by reflection, JSON Binding their messages.
    opens org.sluice.server;
    opens org.sluice.server.launcher to
            info.picocli;
}
