package org.sluice.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How questions and answers look as lines. */
final class Lines {

    static final String DONE = "done ";
    static final String FAILED = "failed ";

    private Lines() {}

    /** Answers until the input ends, at which it returns whatever is under way: then nobody is left to be told. */
    static void serve(InputStream from, PrintStream to, Answering answering) throws IOException {
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "worker");
            thread.setDaemon(true);
            return thread;
        });
        BufferedReader in = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String question = line;
            Future<?> unused = worker.submit(() -> to.println(answer(answering, question)));
        }
    }

    /** The answer, or on what it failed; always one line. */
    static String answer(Answering answering, String question) {
        try {
            return DONE + oneLine(answering.answer(question));
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            // With where it was thrown, since no more is seen of it.
            StackTraceElement[] trace = e.getStackTrace();
            return FAILED + oneLine(e + (trace.length == 0 ? "" : " at " + trace[0]));
        }
    }

    /** Takes an answer apart. */
    static String read(String answer) throws IOException {
        if (answer.startsWith(DONE)) {
            return answer.substring(DONE.length());
        }
        throw new IOException(answer.startsWith(FAILED) ? answer.substring(FAILED.length()) : answer);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
