package org.sluice.it.container;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Apache TomEE as jars, run by the program for its embedded form. */
final class EmbeddedTomEe implements Recipe {

    private static final String SERVER_XML = """
            <Server port="-1">
              <Service name="Tomcat">
                <Connector address="%s" port="%d"/>
                <Engine name="Tomcat" defaultHost="localhost">
                  <Host name="localhost" appBase="webapps"/>
                </Engine>
              </Service>
            </Server>
            """;

    @Override
    public Launch prepare(Setup setup) throws IOException {
        Path home = setup.home();
        // Unpacked beside the file.
        Path wars = home.resolve("wars");
        Folders.copyWars(setup.wars(), wars);
        Path serverXml =
                Files.writeString(home.resolve("server.xml"), SERVER_XML.formatted(Setup.HOST, setup.httpPort()));
        List<String> command = new ArrayList<>(setup.java(TomEe.OPENS));
        command.addAll(List.of(
                "-cp",
                setup.artifact() + File.separator + "*",
                "org.apache.tomee.embedded.Main",
                "--port",
                Integer.toString(setup.httpPort()),
                "--shutdown",
                "-1",
                "--directory",
                home.resolve("base").toString(),
                "--serverxml",
                serverXml.toString(),
                "--simple-log"));
        for (String contextPath : setup.wars().keySet()) {
            command.addAll(
                    List.of("--path", wars.resolve(Setup.fileName(contextPath)).toString(), "--context", contextPath));
        }
        return new Launch(command, home);
    }
}
