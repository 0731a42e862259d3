package org.sluice.arquillian;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows a test the application it runs in. Classes come from the application first; the test frameworks are shared with the test
 * runner, which has to recognize their exceptions; all else, the test itself, is read from the test runner and defined here.
 */
final class TestClassLoader extends ClassLoader {

    private static final List<String> SHARED =
            List.of("org.junit.", "org.opentest4j.", "org.assertj.", "org.awaitility.", "org.jboss.", "org.hamcrest.");

    private final ClassLoader runner;
    /** The test, what it extends and implements, and what is nested in these. */
    private final Set<String> test = new HashSet<>();

    TestClassLoader(ClassLoader application, Class<?> test) {
        super("test in " + application.getName(), application);
        this.runner = test.getClassLoader();
        addWithSupertypes(test);
    }

    private void addWithSupertypes(@Nullable Class<?> type) {
        if (type != null && type.getClassLoader() == runner && !isShared(type.getName())) {
            test.add(type.getName());
            addWithSupertypes(type.getSuperclass());
            Stream.of(type.getInterfaces()).forEach(this::addWithSupertypes);
        }
    }

    private static boolean isShared(String name) {
        return SHARED.stream().anyMatch(name::startsWith);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        // Arquillian puts the test into the archive too, where it would not see the test frameworks.
        if (!test.contains(name.replaceFirst("\\$.*", ""))) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? findClass(name) : known;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (isShared(name)) {
            return runner.loadClass(name);
        }
        try (InputStream in = runner.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
