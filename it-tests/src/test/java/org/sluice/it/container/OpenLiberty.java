package org.sluice.it.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Open Liberty with the features that a WAR with WebSocket endpoints may use, in their Jakarta EE 10 versions. */
final class OpenLiberty implements Recipe {

    private static final String SERVER_XML = """
            <server>
              <featureManager>
                <feature>servlet-6.0</feature>
                <feature>websocket-2.1</feature>
                <feature>cdi-4.0</feature>
                <feature>jsonb-3.0</feature>
                <feature>concurrent-3.0</feature>
              </featureManager>
              <httpEndpoint id="defaultHttpEndpoint" host="%s" httpPort="%d" httpsPort="-1"/>
              <config updateTrigger="disabled"/>
              <applicationMonitor updateTrigger="disabled" dropinsEnabled="false"/>
            %s
            </server>
            """;

    @Override
    public Launch prepare(Setup setup) throws IOException {
        Path home = setup.home();
        Path server = Files.createDirectories(home.resolve("servers/defaultServer"));
        Files.writeString(
                server.resolve("server.xml"),
                SERVER_XML.formatted(Setup.HOST, setup.httpPort(), applications(setup.wars())));
        // By default it listens for its own command line.
        Files.writeString(server.resolve("bootstrap.properties"), "command.port=-1\n");
        Path tools = setup.artifact().resolve("bin/tools");
        return new Launch(
                setup.java(
                        "@" + setup.artifact().resolve("lib/platform/java/" + optionsOfThisJava()),
                        "-javaagent:" + tools.resolve("ws-javaagent.jar"),
                        "-jar",
                        tools.resolve("ws-server.jar").toString(),
                        "defaultServer"),
                Map.of(
                        "WLP_USER_DIR",
                        home.toString(),
                        "WLP_OUTPUT_DIR",
                        home.resolve("output").toString()),
                home);
    }

    private static String applications(Map<String, Path> wars) {
        return wars.entrySet().stream()
                .map(war -> "  <webApplication location=\"%s\" contextRoot=\"%s\"/>"
                        .formatted(war.getValue(), war.getKey()))
                .collect(Collectors.joining("\n"));
    }

    /** Liberty's script chooses so. */
    private static String optionsOfThisJava() {
        return Runtime.version().feature() >= 24 ? "java24.options" : "java9.options";
    }
}
