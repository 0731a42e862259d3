package org.sluice.samples.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sluice.client.cli.SizeConverter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a server and a client as programs of their own, has them exchange messages and streams, and shows the results. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Exchanges messages and streams between a server and a client whose heaps are small, and verifies them.",
            "Ends with 0 only if all of it arrived as it was sent."
        })
public final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--bytes",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            defaultValue = "1GiB",
            description = "How much to stream each way (${DEFAULT-VALUE}).")
    private long bytes;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            defaultValue = "64MiB",
            description = "The largest heap of each program (${DEFAULT-VALUE}).")
    private long heap;

    @Option(names = "--serve", description = "Keeps the server up afterwards.")
    private boolean serve;

    @Spec
    private @Nullable CommandSpec spec;

    /** Made by the command line. */
    public DemoCommand() {}

    /**
     * Runs the demo.
     *
     * @return 0 if all was verified, otherwise 1
     * @throws IOException if one of the two programs cannot be started or ends early
     */
    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (Child server = Child.start(heap, DemoServer.class)) {
            URI url = URI.create(server.line());
            Table table = new Table(out);
            table.head(heap);
            boolean verified = exchange(server, url, table);
            table.foot();
            if (serve && verified) {
                out.println("The server stays up at " + url + " until Ctrl-C: try ./sluice message " + url
                        + "message/echo");
                return server.awaitExit();
            }
            return verified ? 0 : 1;
        }
    }

    private boolean exchange(Child server, URI url, Table table) throws IOException {
        boolean verified = true;
        try (Child client = Child.start(heap, DemoClient.class, url.toString(), Long.toString(bytes))) {
            for (Exercise exercise : Exercise.values()) {
                table.begin(exercise);
                // Each answer says the peak since the one before, so one of the server marks the beginning.
                String unused = server.ask(DemoServer.PEAK_HEAP);
                Result result = Result.parse(client.ask(exercise.name()));
                table.row(result, Long.parseLong(server.ask(DemoServer.PEAK_HEAP)));
                verified &= result.verified();
            }
        }
        return verified;
    }
}
