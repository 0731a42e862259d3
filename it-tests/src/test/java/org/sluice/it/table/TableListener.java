package org.sluice.it.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.sluice.it.container.Deployed;
import org.sluice.it.container.OnContainer;

/**
 * Collects what becomes of the tests on containers, and writes the table: to the file that the system property
 * {@code containers.table} names, if it names one; and into the page that {@code containers.guide} names, if nothing failed and every container that
 * stands there was run, so that a run of a few does not lose the others. Called by one thread.
 */
public final class TableListener implements TestExecutionListener {

    private final Results results = new Results();

    /** Called by JUnit. */
    public TableListener() {}

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        file().ifPresent(file -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException("The table of another run cannot be removed", e);
            }
        });
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        record(test, cell -> cell.skip(reason));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        switch (result.getStatus()) {
            case ABORTED -> record(test, cell -> cell.skip(reason(result)));
            case FAILED -> record(test, Cell::fail);
            case SUCCESSFUL -> {
                // Others are parameterized tests as a whole, which have no outcome of their own.
                if (test.isTest() || test.getSource().orElse(null) instanceof ClassSource) {
                    record(test, Cell::pass);
                }
            }
        }
    }

    private static String reason(TestExecutionResult result) {
        return result.getThrowable()
                .map(Throwable::getMessage)
                .map(message -> message.replaceFirst("^Assumption failed: ", ""))
                .orElse("aborted without a reason");
    }

    private void record(TestIdentifier test, UnaryOperator<Cell> outcome) {
        test.getSource().ifPresent(source -> {
            if (source instanceof MethodSource method) {
                container(method.getJavaClass())
                        .ifPresent(container -> results.add(container, contract(method.getJavaMethod()), outcome));
            } else if (source instanceof ClassSource type) {
                container(type.getJavaClass()).ifPresent(container -> results.add(container, "Deployment", outcome));
            }
        });
    }

    private static Optional<String> container(Class<?> type) {
        return type.isAnnotationPresent(OnContainer.class) ? Optional.of(OnContainer.Name.of(type)) : Optional.empty();
    }

    private static String contract(Method test) {
        return test.getDeclaringClass().getSimpleName().replaceFirst("Contract$", "");
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (!results.containers().isEmpty()) {
            file().ifPresent(this::write);
        }
    }

    private void write(Path file) {
        String war = Deployed.checksum()
                .map(checksum -> "The same WAR in all rows, SHA-256 `" + checksum + "`. ")
                .orElse("");
        String table = Table.of(results, Deployed::version, war + "Java " + System.getProperty("java.version") + ".");
        try {
            Files.writeString(file, table);
            String guide = System.getProperty("containers.guide", "");
            // Maven tells what was asked for; a choice of tests makes no whole table.
            if (!guide.isEmpty() && System.getProperty("it.test", "").isEmpty()) {
                update(Path.of(guide), table);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The table of containers cannot be written", e);
        }
    }

    private static Optional<Path> file() {
        return Optional.ofNullable(System.getProperty("containers.table")).map(Path::of);
    }

    private void update(Path guide, String table) throws IOException {
        String page = Files.readString(guide);
        if (!results.anyFailed() && results.containers().containsAll(Guide.containers(page))) {
            Files.writeString(guide, Guide.with(page, table));
        }
    }
}
