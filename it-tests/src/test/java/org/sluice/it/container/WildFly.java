package org.sluice.it.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** WildFly as it comes: the standalone server of its default configuration, with its own deployment folder. */
final class WildFly implements HotRecipe {

    /** Packages that the scripts of WildFly open, because its parts look into them. */
    private static final List<String> OPENED = List.of(
            "java.base/java.io",
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.net",
            "java.base/java.security",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.management/javax.management",
            "java.naming/javax.naming");

    /** Packages that they export. */
    private static final List<String> EXPORTED = List.of(
            "java.desktop/sun.awt",
            "java.naming/com.sun.jndi.ldap",
            "java.naming/com.sun.jndi.url.ldap",
            "java.naming/com.sun.jndi.url.ldaps",
            "jdk.naming.dns/com.sun.jndi.dns");

    @Override
    public Launch prepare(Setup setup) throws IOException {
        Path home = setup.home();
        Path distribution = setup.artifact();
        Folders.copy(distribution.resolve("standalone"), home);
        Files.createDirectories(home.resolve("log"));
        // How often it looks at its folder of applications, in ms.
        Folders.replace(
                home.resolve("configuration/standalone.xml"), "scan-interval=\"5000\"", "scan-interval=\"500\"");
        Folders.copyWars(setup.wars(), deployments(setup));
        List<String> command = new ArrayList<>(setup.java(
                "-Djava.net.preferIPv4Stack=true",
                "-Djava.awt.headless=true",
                "-Djboss.modules.system.pkgs=org.jboss.byteman",
                "-Dorg.jboss.boot.log.file=" + home.resolve("log/server.log"),
                "-Dlogging.configuration="
                        + home.resolve("configuration/logging.properties").toUri()));
        Stream.concat(
                        EXPORTED.stream().map(name -> "--add-exports=" + name + "=ALL-UNNAMED"),
                        OPENED.stream().map(name -> "--add-opens=" + name + "=ALL-UNNAMED"))
                .forEach(command::add);
        command.addAll(List.of(
                "-jar",
                distribution.resolve("jboss-modules.jar").toString(),
                "-mp",
                distribution.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + distribution,
                "-Djboss.server.base.dir=" + home,
                "-Djboss.bind.address=" + Setup.HOST,
                "-Djboss.bind.address.management=" + Setup.HOST,
                "-Djboss.http.port=" + setup.httpPort(),
                "-Djboss.https.port=" + setup.sparePorts().get(0),
                "-Djboss.management.http.port=" + setup.sparePorts().get(1)));
        return new Launch(command, home);
    }

    @Override
    public Path deployments(Setup setup) {
        return setup.home().resolve("deployments");
    }

    /** The server marks what is deployed by a file beside it, and undeploys where either is gone, the mark too. */
    @Override
    public void undeploy(Setup setup, String contextPath) throws IOException {
        HotRecipe.super.undeploy(setup, contextPath);
        Files.deleteIfExists(deployments(setup).resolve(Setup.fileName(contextPath) + ".deployed"));
    }
}
