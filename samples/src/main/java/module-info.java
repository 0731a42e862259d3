/** Small complete programs, one for each use, and the program behind the script {@code sluice}. */
module org.sluice.samples {
    // Not transitive: users of this module need no annotations to compile.
    requires static org.jspecify;
    requires info.picocli;
    requires jakarta.json.bind;
    requires jakarta.websocket;
    requires java.management;
    requires java.logging;
    requires jdk.management;
    requires org.sluice.api;
    requires org.sluice.client;
    requires org.sluice.core;
    requires org.sluice.server;

    // Containers make and call annotated endpoints by reflection, JSON Binding its values.
    opens org.sluice.samples;
    opens org.sluice.samples.demo;
    opens org.sluice.samples.scenario;
}
