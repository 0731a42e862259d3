package org.sluice.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.peers.Peer;
import org.sluice.benchmarks.process.Certificate;
import org.sluice.benchmarks.process.Pair;
import org.sluice.benchmarks.report.Csv;
import org.sluice.benchmarks.report.Named;
import org.sluice.benchmarks.report.Publication;
import org.sluice.benchmarks.report.Run;
import org.sluice.benchmarks.report.Svg;
import org.sluice.benchmarks.report.Table;
import org.sluice.benchmarks.work.Workload;
import org.sluice.benchmarks.work.Workloads;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command behind {@code ./sluice bench}. */
@Command(
        name = "sluice bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures Sluice and its peers in one run, alternating, each end in a process of its own.",
            "Every byte is checked. Leave the machine alone meanwhile."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:a peer failed, or the results could not be written",
            "2:it was called wrongly"
        })
public final class BenchCommand implements Callable<Integer> {

    private static final List<Peer> FEW = List.of(Peer.SLUICE, Peer.TCP, Peer.TYRUS, Peer.JETTY, Peer.NETTY);
    private static final int IDLE = 5_000;
    private static final int FEW_IDLE = 200;
    private static final int MILLIS = 1_000;

    @Option(names = "--quick", description = "Fewer peers, rounds and bytes: all workloads in about two minutes.")
    private boolean quick;

    @Option(names = "--workload", paramLabel = "ID", description = "Only these; may be repeated. See --list.")
    private List<String> workloads = List.of();

    @Option(names = "--peer", paramLabel = "ID", description = "Only these; may be repeated. See --list.")
    private List<String> peers = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "How often each peer runs each workload (5; quick: 2).")
    private @Nullable Integer rounds;

    @Option(names = "--seconds", paramLabel = "S", description = "How long each run takes (2; quick: 0.2).")
    private @Nullable Double seconds;

    @Option(names = "--warm-up", paramLabel = "S", description = "How long each workload runs before (10; quick: 0.2).")
    private @Nullable Double warmUp;

    @Option(names = "--out", paramLabel = "DIR", description = "Writes results.md, results.csv and results.svg there.")
    private @Nullable Path out;

    @Option(names = "--publish", paramLabel = "FILE", description = "Puts the results into this page, at its mark.")
    private @Nullable Path page;

    @Option(names = "--list", description = "Names the workloads and the peers, and ends.")
    private boolean list;

    @Spec
    private @Nullable CommandSpec spec;

    private final List<String> arguments;

    private BenchCommand(String... arguments) {
        this.arguments = List.of(arguments);
    }

    /**
     * Runs and ends the program.
     *
     * @param arguments options
     */
    public static void main(String... arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    static CommandLine commandLine(String... arguments) {
        return new CommandLine(new BenchCommand(arguments));
    }

    /**
     * Runs.
     *
     * @return the exit code
     * @throws IOException if results cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter terminal = Objects.requireNonNull(spec).commandLine().getOut();
        if (list) {
            Workloads.all(IDLE).forEach(each -> terminal.printf("%-20s %s%n", each.id(), each.title()));
            terminal.println();
            List.of(Peer.values()).forEach(each -> terminal.printf("%-20s %s%n", each.id(), each.title()));
            return 0;
        }
        checkPage();
        Plan plan = plan();
        Run run = run(plan, terminal);
        String table = Table.of(run);
        terminal.println();
        terminal.println(table);
        write(run, table);
        return run.hasFailed() ? 1 : 0;
    }

    private Run run(Plan plan, PrintWriter terminal) throws IOException, InterruptedException {
        var setting = Setting.of(plan, ("./sluice bench " + String.join(" ", arguments)).strip());
        setting.forEach((name, value) -> terminal.println(name + ": " + value));

        try (Certificate certificate = Certificate.make();
                Pairs pairs = new Pairs(certificate, plan.idle(), plan.share())) {
            Bench bench = new Bench(plan, pairs, new Progress(terminal, plan.steps()));
            bench.run();
            return new Run(
                    Arrays.stream(Peer.values())
                            .filter(Peer::isOurs)
                            .map(Peer::id)
                            .toList(),
                    plan.peers().stream()
                            .map(each -> new Named(each.id(), each.title()))
                            .toList(),
                    plan.workloads().stream()
                            .map(each -> new Named(each.id(), each.title()))
                            .toList(),
                    bench.samples(),
                    bench.gaps(),
                    setting);
        }
    }

    private Plan plan() {
        int idle = Math.min(quick ? FEW_IDLE : IDLE, Pair.mostConnections());
        List<Workload> all = Workloads.all(idle);
        return new Plan(
                chosen("--peer", peers, quick ? FEW : List.of(Peer.values()), Peer::of),
                chosen("--workload", workloads, all, id -> Workloads.of(id, all)),
                positive("--rounds", rounds, quick ? 2 : 5).intValue(),
                (long) (MILLIS * positive("--warm-up", warmUp, quick ? 0.2 : 10).doubleValue()),
                (long) (MILLIS * positive("--seconds", seconds, quick ? 0.2 : 2).doubleValue()),
                idle,
                quick);
    }

    private <T> List<T> chosen(String option, List<String> ids, List<T> otherwise, Function<String, T> find) {
        try {
            return ids.isEmpty() ? otherwise : ids.stream().distinct().map(find).toList();
        } catch (IllegalArgumentException e) {
            throw wrong(option + ": " + e.getMessage());
        }
    }

    private Number positive(String option, @Nullable Number given, Number otherwise) {
        if (given != null && !(given.doubleValue() > 0)) {
            throw wrong(option + " must be more than 0, but is " + given);
        }
        return given == null ? otherwise : given;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    /** Before the run and not after it: it takes long. */
    private void checkPage() throws IOException {
        if (page != null) {
            try {
                String unused = Publication.into(Files.readString(page), "");
            } catch (IllegalArgumentException e) {
                throw wrong("--publish: " + e.getMessage());
            }
        }
    }

    private void write(Run run, String table) throws IOException {
        if (out != null) {
            Files.createDirectories(out);
            Files.writeString(out.resolve("results.md"), table);
            Files.writeString(out.resolve("results.csv"), Csv.of(run));
            Files.writeString(out.resolve("results.svg"), Svg.of(run));
        }
        if (page != null) {
            Files.writeString(page, Publication.into(Files.readString(page), table));
        }
    }
}
