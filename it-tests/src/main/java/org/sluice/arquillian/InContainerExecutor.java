package org.sluice.arquillian;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import org.jboss.arquillian.container.test.spi.ContainerMethodExecutor;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.arquillian.test.spi.TestMethodExecutor;
import org.jboss.arquillian.test.spi.TestResult;

/**
 * Calls a test method on an object whose class was loaded inside the application. Injected fields of types of the JDK are carried
 * over; methods before and after a test run outside, on the original object.
 */
final class InContainerExecutor implements ContainerMethodExecutor {

    private final ClassLoader application;

    InContainerExecutor(ClassLoader application) {
        this.application = application;
    }

    @Override
    public TestResult invoke(TestMethodExecutor test) {
        Object outside = test.getInstance();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader inside = new TestClassLoader(application, outside.getClass().getClassLoader());
        thread.setContextClassLoader(inside);
        try {
            Object instance = copyInto(inside, outside);
            instance.getClass().getMethod(test.getMethodName()).invoke(instance);
            return TestResult.passed();
        } catch (InvocationTargetException e) {
            return TestResult.failed(e.getCause());
        } catch (ReflectiveOperationException e) {
            return TestResult.failed(new IllegalStateException(
                    "An in-container test needs a public class, a public constructor without parameters and public"
                            + " test methods without parameters",
                    e));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Object copyInto(ClassLoader loader, Object outside) throws ReflectiveOperationException {
        Class<?> type = Class.forName(outside.getClass().getName(), true, loader);
        Object instance = type.getConstructor().newInstance();
        for (Field field : outside.getClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(ArquillianResource.class)
                    && field.getType().getClassLoader() == null) {
                field.setAccessible(true);
                Field copy = type.getDeclaredField(field.getName());
                copy.setAccessible(true);
                copy.set(instance, field.get(outside));
            }
        }
        return instance;
    }
}
