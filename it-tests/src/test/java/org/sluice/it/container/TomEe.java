package org.sluice.it.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Apache TomEE from its distribution, which is Tomcat's with more in it. */
final class TomEe extends Tomcat {

    /** Packages that its script opens, because its parts look into them. */
    static final String[] OPENS = {
        "--add-opens=java.base/java.io=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
        "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED"
    };

    @Override
    List<String> jvmOptions(Path distribution) {
        List<String> options = new ArrayList<>(List.of(OPENS));
        options.add("-javaagent:" + distribution.resolve("lib/openejb-javaagent.jar"));
        return options;
    }
}
