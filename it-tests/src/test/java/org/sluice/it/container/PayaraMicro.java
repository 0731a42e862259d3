package org.sluice.it.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Payara Micro, one jar with a command line. */
final class PayaraMicro implements Recipe {

    @Override
    public Launch prepare(Setup setup) throws IOException {
        Path home = setup.home();
        Path wars = home.resolve("wars");
        Folders.copyWars(setup.wars(), wars);
        // There are no options for these. Hazelcast listens even where there is no cluster.
        Path commands = Files.write(
                home.resolve("before-boot"),
                List.of(
                        "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address="
                                + Setup.HOST,
                        "set hazelcast-runtime-configuration.interface=" + Setup.HOST,
                        "set hazelcast-runtime-configuration.start-port="
                                + setup.sparePorts().get(0)));
        return new Launch(
                setup.java(
                        "-jar",
                        setup.artifact().toString(),
                        "--nocluster",
                        "--disablephonehome",
                        "--rootdir",
                        home.resolve("root").toString(),
                        "--prebootcommandfile",
                        commands.toString(),
                        "--port",
                        Integer.toString(setup.httpPort()),
                        "--deploymentdir",
                        wars.toString()),
                home);
    }
}
