package org.sluice.it.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a server is started.
 *
 * @param command the program and its arguments
 * @param environment what is added to the environment of the tests
 * @param folder where it runs
 */
record Launch(List<String> command, Map<String, String> environment, Path folder) {

    Launch(List<String> command, Path folder) {
        this(command, Map.of(), folder);
    }
}
