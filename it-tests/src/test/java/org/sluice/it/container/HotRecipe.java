package org.sluice.it.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A recipe of a server whose applications come and go while it runs, by a folder that it looks at. */
interface HotRecipe extends Recipe {

    /** The folder. */
    Path deployments(Setup setup);

    /** Puts an application where the running server finds it. */
    default void deploy(Setup setup, String contextPath, Path war) throws IOException {
        Folders.put(war, deployments(setup).resolve(Setup.fileName(contextPath)));
    }

    /** Takes an application away, so that the running server ends it. */
    default void undeploy(Setup setup, String contextPath) throws IOException {
        Files.delete(deployments(setup).resolve(Setup.fileName(contextPath)));
    }
}
