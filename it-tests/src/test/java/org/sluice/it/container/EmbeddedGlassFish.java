package org.sluice.it.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** GlassFish in one jar, run by the jar's own command line, which takes administration commands as arguments. */
final class EmbeddedGlassFish implements Recipe {

    @Override
    public Launch prepare(Setup setup) throws IOException {
        List<String> command =
                new ArrayList<>(setup.java("-jar", setup.artifact().toString(), "--port=" + setup.httpPort()));
        for (Map.Entry<String, Path> war : setup.wars().entrySet()) {
            command.add("deploy --contextroot=" + war.getKey() + " " + war.getValue());
        }
        return new Launch(command, setup.home());
    }
}
