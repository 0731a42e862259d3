package org.sluice.it.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Jetty from its distribution, with the modules that a WAR with annotated WebSocket endpoints needs in one of its environments. */
abstract class Jetty implements HotRecipe {

    private final String environment;

    Jetty(String environment) {
        this.environment = environment;
    }

    @Override
    public Launch prepare(Setup setup) throws IOException {
        Path home = setup.home();
        Folders.copyWars(setup.wars(), deployments(setup));
        Files.write(
                Files.createDirectories(home.resolve("start.d")).resolve("suite.ini"),
                List.of(
                        // Before the modules of an environment: behind them they would be properties of that
                        // environment only.
                        "jetty.http.host=" + Setup.HOST,
                        "jetty.http.port=" + setup.httpPort(),
                        // How often it looks at its folder of applications, in s; by default only at the start.
                        "jetty.deploy.scanInterval=1",
                        "--module=http",
                        "--module=" + environment + "-deploy",
                        "--module=" + environment + "-websocket-jakarta"));
        return new Launch(
                setup.java("-jar", setup.artifact().resolve("start.jar").toString(), "jetty.base=" + home), home);
    }

    @Override
    public Path deployments(Setup setup) {
        return setup.home().resolve("webapps");
    }

    /** Jakarta EE 10. */
    static final class Ee10 extends Jetty {
        Ee10() {
            super("ee10");
        }
    }

    /** Jakarta EE 11. */
    static final class Ee11 extends Jetty {
        Ee11() {
            super("ee11");
        }
    }
}
