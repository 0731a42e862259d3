package org.sluice.arquillian;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Shows a test the application it runs in. Classes come from the application first; the test frameworks are shared with the test
 * runner, which has to recognize their exceptions; all else, the test itself, is read from the test runner and defined here.
 */
final class TestClassLoader extends ClassLoader {

    private static final List<String> SHARED =
            List.of("org.junit.", "org.opentest4j.", "org.assertj.", "org.awaitility.", "org.jboss.", "org.hamcrest.");

    private final ClassLoader runner;
    /** The names of the test, and of all that it extends and implements. */
    private final Set<String> test = new HashSet<>();

    TestClassLoader(ClassLoader application, Class<?> test) {
        super("test in " + application.getName(), application);
        this.runner = test.getClassLoader();
        addWithSupertypes(test, this.test);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isOfTheTest(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? findClass(name) : known;
        }
    }

    /** Whether a class is the test's: the archive may have it too, but there it does not see the test frameworks. */
    private boolean isOfTheTest(String name) {
        return test.contains(name) || test.stream().anyMatch(type -> name.startsWith(type + "$"));
    }

    private static void addWithSupertypes(Class<?> type, Set<String> names) {
        names.add(type.getName());
        Class<?> parent = type.getSuperclass();
        if (parent != null && parent != Object.class) {
            addWithSupertypes(parent, names);
        }
        for (Class<?> contract : type.getInterfaces()) {
            addWithSupertypes(contract, names);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (SHARED.stream().anyMatch(name::startsWith)) {
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
