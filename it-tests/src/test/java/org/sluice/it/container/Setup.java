package org.sluice.it.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Recipe} works with.
 *
 * @param artifact the unpacked distribution or the jar; never written to
 * @param home an empty folder, gone after the server's end
 * @param javaHome of the Java that runs the tests, which is the one that runs the server
 * @param httpPort free a moment ago
 * @param sparePorts two more of them, for what a server insists on having
 * @param wars the files by their context path, such as {@code /app}; {@code /} is the root
 */
record Setup(Path artifact, Path home, Path javaHome, int httpPort, List<Integer> sparePorts, Map<String, Path> wars) {

    /** Bounds what a server takes; all of them live with it. */
    static final String HEAP = "-Xmx512m";

    static final String HOST = "127.0.0.1";

    Setup {
        sparePorts = List.copyOf(sparePorts);
        if (!Files.exists(artifact)) {
            throw new IllegalArgumentException("there is no " + artifact
                    + "; the profile of the container, such as -Ptomcat-11, unpacks it before the integration tests");
        }
    }

    /** A command that runs Java with a bounded heap, its temporary files in the home. */
    List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.add(HEAP);
        command.add("-Djava.io.tmpdir=" + home);
        command.addAll(List.of(arguments));
        return command;
    }

    /** A context path as the name of the WAR which by custom stands for it: {@code app.war}, {@code ROOT.war}. */
    static String fileName(String contextPath) {
        return contextPath.equals("/") ? "ROOT.war" : contextPath.substring(1) + ".war";
    }

    /** The inverse of {@link #fileName}. */
    static String contextPath(String fileName) {
        String name = fileName.replaceFirst("\\.war$", "");
        return name.equals("ROOT") ? "/" : "/" + name;
    }
}
