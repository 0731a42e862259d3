package org.sluice.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.server.ServerEndpoints;
import org.sluice.server.launcher.EmbeddedServer;

/** A user's program with the client as its one dependency, on the module path and on the class path. */
class OneDependencyIT {

    @TempDir
    private Path folder;

    private EmbeddedServer server;

    @BeforeEach
    void serve() throws Exception {
        server = EmbeddedServer.builder().endpoints(ServerEndpoints.all()).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("on the module path, a program that requires org.sluice.api exchanges JSON and streams")
    void runsOnTheModulePath() throws Exception {
        String jars = ClientClosure.path();
        Program program = new Program(folder);
        Path classes = program.compile("--module-path", jars, "module-info.java", "Probe.java");
        List<String> printed = program.run(
                "--module-path",
                classes + File.pathSeparator + jars,
                "--module",
                "probe/probe.Probe",
                server.uri().toString());
        assertThat(printed).containsExactly("module probe", "client org.sluice.core", "message 7", "stream 3");
    }

    @Test
    @DisplayName("on the class path, the same program does the same")
    void runsOnTheClassPath() throws Exception {
        String jars = ClientClosure.path();
        Program program = new Program(folder);
        Path classes = program.compile("--class-path", jars, "Probe.java");
        List<String> printed = program.run(
                "--class-path",
                classes + File.pathSeparator + jars,
                "probe.Probe",
                server.uri().toString());
        assertThat(printed).containsExactly("module null", "client null", "message 7", "stream 3");
    }
}
