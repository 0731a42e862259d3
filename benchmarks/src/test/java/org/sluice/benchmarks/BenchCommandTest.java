package org.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.benchmarks.report.Publication;
import picocli.CommandLine;

class BenchCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = BenchCommand.commandLine(arguments);
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    @Test
    void theListNamesWorkloadsAndPeers() {
        assertThat(run("--list")).isZero();
        assertThat(out.toString()).contains("upload-64k", "broadcast-1k", "idle", "java-websocket");
    }

    @Test
    void whatIsNotThereIsWrongUsage() {
        assertThat(run("--peer", "carrier-pigeon")).isEqualTo(2);
        assertThat(err.toString()).contains("no peer 'carrier-pigeon'; there are sluice, tcp");
        assertThat(run("--workload", "nap")).isEqualTo(2);
        assertThat(run("--rounds", "0")).isEqualTo(2);
    }

    @Test
    void aPageWithoutAPlaceIsRefusedBeforeTheRun(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(folder.resolve("page.md"), "no place");
        assertThat(run("--publish", page.toString())).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aRunWritesTableCsvPlotAndPage(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(folder.resolve("page.md"), Publication.BEGIN + "\n" + Publication.END);
        int exitCode = run(
                "--peer=sluice",
                "--peer=tcp",
                "--workload=upload-64k",
                "--workload=echo-64",
                "--rounds=2",
                "--seconds=0.02",
                "--warm-up=0.02",
                "--out=" + folder,
                "--publish=" + page);
        assertThat(exitCode).as(out + "\n" + err).isZero();
        assertThat(Files.readString(folder.resolve("results.md")))
                .contains("command: `./sluice bench --peer=sluice", "| **Sluice**", "| raw TCP")
                .contains("left out: raw TCP, TCP has no messages");
        assertThat(Files.readAllLines(folder.resolve("results.csv")))
                .as("two rounds of two values for two peers, and three for one")
                .hasSize(1 + 2 * 2 * 2 + 2 * 3);
        assertThat(folder.resolve("results.svg")).content().startsWith("<svg");
        assertThat(page).content().contains("### upload over ws, writes of 64 KiB");
    }
}
