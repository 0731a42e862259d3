package org.sluice.it.container;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Apache Tomcat, from its distribution and with the configuration that comes with it. */
class Tomcat implements HotRecipe {

    @Override
    public Launch prepare(Setup setup) throws IOException {
        Path home = setup.home();
        Path distribution = setup.artifact();
        Folders.copy(distribution.resolve("conf"), home.resolve("conf"));
        Path server = home.resolve("conf/server.xml");
        Folders.replace(server, "<Server port=\"8005\"", "<Server port=\"-1\"");
        Folders.replace(
                server,
                "<Connector port=\"8080\"",
                "<Connector address=\"" + Setup.HOST + "\" port=\"" + setup.httpPort() + "\"");
        // How often it looks at its folder of applications, in s.
        Folders.replace(server, "<Engine ", "<Engine backgroundProcessorDelay=\"1\" ");
        Folders.copyWars(setup.wars(), deployments(setup));
        Files.createDirectories(home.resolve("logs"));
        // What catalina.sh does, without a shell between us and the process.
        List<String> command = new ArrayList<>(setup.java(
                "-Dcatalina.home=" + distribution,
                "-Dcatalina.base=" + home,
                "-Djava.util.logging.config.file=" + home.resolve("conf/logging.properties"),
                "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager"));
        command.addAll(jvmOptions(distribution));
        command.addAll(List.of(
                "-cp",
                distribution.resolve("bin/bootstrap.jar")
                        + File.pathSeparator
                        + distribution.resolve("bin/tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start"));
        return new Launch(command, home);
    }

    /** What the script of a variant adds. */
    List<String> jvmOptions(Path distribution) {
        return List.of();
    }

    @Override
    public Path deployments(Setup setup) {
        return setup.home().resolve("webapps");
    }
}
