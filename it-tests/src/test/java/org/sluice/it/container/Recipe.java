package org.sluice.it.container;

import java.io.IOException;
import java.util.List;

/**
 * How one kind of server is set up and started; knows nothing of tests, and of processes only the command. One class for each kind,
 * with a constructor without parameters, named by the property {@code recipe} in {@code arquillian.xml}.
 */
interface Recipe {

    /**
     * Writes the configuration into the home, puts the WARs in place, and says how to start the server. The server must listen on
     * loopback, on the given port for HTTP and on spare ports, or none, for all else; must serve each WAR at its context path; must keep
     * running without a console; and must write nowhere but into its home.
     */
    Launch prepare(Setup setup) throws IOException;

    /**
     * A command that asks the running server to stop, where ending the process is not orderly. Empty, the default: the process is asked
     * by a signal. Either way it is ended by force if it does not comply.
     */
    default List<String> stopCommand(Setup setup) {
        return List.of();
    }
}
