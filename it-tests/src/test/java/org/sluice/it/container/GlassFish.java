package org.sluice.it.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** GlassFish from its distribution: the domain that comes with it, with the WARs in its folder for automatic deployment. */
final class GlassFish implements Recipe {

    private static final Pattern JVM_OPTION = Pattern.compile("<jvm-options>(.+?)</jvm-options>");

    private static final List<String> LEFT_OUT = List.of(
            // The suite bounds the heap.
            "-Xmx",
            // GlassFish's own launcher leaves it out too: the class is not on the class path that the process starts
            // with.
            "-Djavax.management.builder.initial=",
            // A shell of the module system, with a fixed port.
            "-Dorg.glassfish.additionalOSGiBundlesToStart=");

    @Override
    public Launch prepare(Setup setup) throws IOException {
        Path installation = setup.artifact().resolve("glassfish");
        Path domain = setup.home().resolve("domain1");
        Folders.copy(installation.resolve("domains/domain1"), domain);
        Folders.copyWars(setup.wars(), domain.resolve("autodeploy"));
        Path configuration = domain.resolve("config/domain.xml");
        listenOnlyWhereTold(configuration, setup);
        List<String> command = new ArrayList<>(setup.java());
        command.addAll(jvmOptions(Files.readString(configuration), installation, domain));
        command.addAll(List.of(
                "-Dcom.sun.aas.installRoot=" + installation,
                "-Dcom.sun.aas.instanceRoot=" + domain,
                "-cp",
                installation.resolve("modules/glassfish.jar").toString(),
                "com.sun.enterprise.glassfish.bootstrap.GlassFishMain",
                "-domaindir",
                domain.toString(),
                "-domainname",
                "domain1",
                "-instancename",
                "server",
                "-type",
                "DAS",
                "-upgrade",
                "false",
                "-verbose",
                "true"));
        return new Launch(command, domain);
    }

    private static void listenOnlyWhereTold(Path configuration, Setup setup) throws IOException {
        Folders.replace(configuration, "port=\"8080\"", onLoopback(setup.httpPort()));
        Folders.replace(
                configuration, "port=\"4848\"", onLoopback(setup.sparePorts().get(0)));
        // Its listener is there before anything uses it, and cannot be left out.
        Folders.replace(
                configuration,
                "name=\"JMS_PROVIDER_PORT\" value=\"7676\"",
                "name=\"JMS_PROVIDER_PORT\" value=\"" + setup.sparePorts().get(1) + "\"");
        Folders.replace(configuration, "port=\"8181\"", "enabled=\"false\" port=\"8181\"");
        Folders.replace(configuration, "<jmx-connector auth", "<jmx-connector enabled=\"false\" auth");
        Folders.replace(configuration, "<iiop-listener address", "<iiop-listener enabled=\"false\" address");
        Folders.replace(configuration, "<iiop-listener security", "<iiop-listener enabled=\"false\" security");
    }

    private static String onLoopback(int port) {
        return "address=\"" + Setup.HOST + "\" port=\"" + port + "\"";
    }

    /** The options of the domain, which stand before those of the template for further servers. */
    private static List<String> jvmOptions(String configuration, Path installation, Path domain) {
        return JVM_OPTION
                .matcher(configuration.substring(0, configuration.indexOf("</config>")))
                .results()
                .map(found -> found.group(1))
                .filter(option -> LEFT_OUT.stream().noneMatch(option::startsWith))
                .map(option -> option.replace("${com.sun.aas.installRoot}", installation.toString())
                        .replace("${com.sun.aas.instanceRoot}", domain.toString()))
                .toList();
    }
}
