package org.sluice.arquillian;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Shows a test the application it runs in. Classes come from the application first; the test frameworks are shared with the test
 * runner, which has to recognize their exceptions; all else, the test itself, is read from the test runner and defined here.
 */
final class TestClassLoader extends ClassLoader {

    private static final List<String> SHARED =
            List.of("org.junit.", "org.opentest4j.", "org.assertj.", "org.awaitility.", "org.jboss.", "org.hamcrest.");

    private final ClassLoader runner;
    private final String test;

    TestClassLoader(ClassLoader application, Class<?> test) {
        super("test in " + application.getName(), application);
        this.runner = test.getClassLoader();
        this.test = test.getName();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        // Arquillian puts the test into the archive too, where it would not see the test frameworks.
        if (!name.equals(test) && !name.startsWith(test + "$")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? findClass(name) : known;
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
