package org.sluice.samples.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/** The other end of {@link Child}. */
final class Requests {

    private Requests() {}

    /**
     * Answers lines of standard input with lines of standard output, one at a time. Returns when the program that asks is gone, even
     * while an answer is under way.
     */
    static void answer(UnaryOperator<String> by) throws IOException {
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "demo-worker");
            thread.setDaemon(true);
            return thread;
        });
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = in.readLine()) != null) {
            String request = line;
            Future<?> unused = worker.submit(() -> System.out.println(by.apply(request)));
        }
    }
}
