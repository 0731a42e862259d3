package org.sluice.it.app;

import jakarta.enterprise.inject.spi.CDI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** What a callback finds around it, as lines of the journal: {@code CALLBACK: WHAT: found} or why not. */
final class Surroundings {

    private static final List<String> NAMES = List.of(
            "java:comp/env", "java:comp/DefaultManagedExecutorService", "java:comp/DefaultManagedThreadFactory");

    private final String key;
    private final @Nullable Counter counter;
    private final @Nullable Visit visit;

    Surroundings(String key, @Nullable Counter counter, @Nullable Visit visit) {
        this.key = key;
        this.counter = counter;
        this.visit = visit;
    }

    void tell(String callback) {
        Journal.add(key, callback + ": class loader: " + ofClassLoader());
        Journal.add(key, callback + ": container of beans: " + ofBeans());
        Journal.add(key, callback + ": application bean: " + ofApplicationBean());
        Journal.add(key, callback + ": request bean: " + ofRequestBean());
        tellThreads(callback);
        for (String name : NAMES) {
            Journal.add(key, callback + ": " + name + ": " + ofName(name));
        }
        Journal.add(key, callback + ": told");
    }

    /** Threads are told apart by what their names have in common. The executor may take its time to run a task. */
    @SuppressWarnings("BanJNDI") // The names are constants.
    private void tellThreads(String callback) {
        Journal.add(key, callback + ": thread: " + kind(Thread.currentThread()));
        try {
            ExecutorService executor = InitialContext.doLookup(NAMES.get(1));
            ThreadFactory factory = InitialContext.doLookup(NAMES.get(2));
            Journal.add(key, "thread of the factory: " + kind(factory.newThread(() -> {})));
            executor.execute(() -> Journal.add(key, "thread of the executor: " + kind(Thread.currentThread())));
        } catch (NamingException none) {
            Journal.add(key, "no managed threads: " + none);
        }
    }

    private static String kind(Thread thread) {
        return thread.getName().replaceAll("[0-9]+", "N");
    }

    private static String ofClassLoader() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            return Class.forName(Surroundings.class.getName(), false, loader) == Surroundings.class
                    ? "found"
                    : "another application's";
        } catch (ClassNotFoundException e) {
            return "sees nothing of the application: " + loader;
        }
    }

    private static String ofBeans() {
        try {
            return CDI.current() == null ? "null" : "found";
        } catch (IllegalStateException | LinkageError none) {
            return none.toString();
        }
    }

    private String ofApplicationBean() {
        return counter == null ? "not injected" : counter.next() > 0 ? "found" : "does not count";
    }

    private String ofRequestBean() {
        if (visit == null) {
            return "not injected";
        }
        try {
            return visit.id().equals(visit.id()) ? "found" : "changes within a callback";
        } catch (RuntimeException noContext) {
            return noContext.toString();
        }
    }

    @SuppressWarnings("BanJNDI") // The names are constants.
    private static String ofName(String name) {
        try {
            return new InitialContext().lookup(name) == null ? "null" : "found";
        } catch (NamingException e) {
            return e.toString();
        }
    }
}
