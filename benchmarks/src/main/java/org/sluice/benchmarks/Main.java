package org.sluice.benchmarks;

import java.io.IOException;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks and prints ratios. Takes JMH's own arguments; without any it is done in a minute and a half. */
public final class Main {

    private static final int ITERATIONS = 3;
    private static final TimeValue EACH = TimeValue.seconds(2);

    private Main() {}

    /**
     * Runs.
     *
     * @param arguments as JMH takes them, such as {@code Echo -f 3}
     * @throws CommandLineOptionException if they are wrong
     * @throws IOException if the help cannot be printed
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String... arguments) throws CommandLineOptionException, IOException, RunnerException {
        CommandLineOptions given = new CommandLineOptions(arguments);
        if (given.shouldHelp()) {
            new CommandLineOptions().showHelp();
            return;
        }
        Collection<RunResult> results = new Runner(withDefaults(given).build()).run();
        System.out.println();
        System.out.println(Ratios.of(results).table());
    }

    private static OptionsBuilder withDefaults(CommandLineOptions given) {
        OptionsBuilder options = new OptionsBuilder();
        options.parent(given).shouldFailOnError(true);
        if (!given.getForkCount().hasValue()) {
            options.forks(1);
        }
        if (!given.getWarmupIterations().hasValue()) {
            options.warmupIterations(ITERATIONS);
        }
        if (!given.getWarmupTime().hasValue()) {
            options.warmupTime(EACH);
        }
        if (!given.getMeasurementIterations().hasValue()) {
            options.measurementIterations(ITERATIONS);
        }
        if (!given.getMeasurementTime().hasValue()) {
            options.measurementTime(EACH);
        }
        return options;
    }
}
