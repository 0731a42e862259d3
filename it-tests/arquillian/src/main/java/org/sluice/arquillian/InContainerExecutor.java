package org.sluice.arquillian;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.spi.ContainerMethodExecutor;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.arquillian.test.spi.TestMethodExecutor;
import org.jboss.arquillian.test.spi.TestResult;

/**
 * Calls a test method on an object whose class was loaded inside the application. Fields of type URI or URL that are marked as an
 * {@link ArquillianResource} get the address of the application; methods before and after a test run outside, on the original object.
 */
final class InContainerExecutor implements ContainerMethodExecutor {

    private final EmbeddedContainer.Application application;

    InContainerExecutor(EmbeddedContainer.Application application) {
        this.application = application;
    }

    @Override
    public TestResult invoke(TestMethodExecutor test) {
        Object outside = test.getInstance();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader inside = new TestClassLoader(application.loader(), outside.getClass());
        thread.setContextClassLoader(inside);
        try {
            Object instance = instanceIn(inside, outside.getClass().getName());
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

    private Object instanceIn(ClassLoader loader, String test) throws ReflectiveOperationException {
        Class<?> type = Class.forName(test, true, loader);
        Object instance = type.getConstructor().newInstance();
        for (Field field : type.getDeclaredFields()) {
            if (field.isAnnotationPresent(ArquillianResource.class)) {
                field.setAccessible(true);
                field.set(instance, resource(field));
            }
        }
        return instance;
    }

    private Object resource(Field field) {
        try {
            if (field.getType() == URI.class) {
                return application.address();
            }
            if (field.getType() == URL.class) {
                return application.address().toURL();
            }
        } catch (MalformedURLException e) {
            throw new IllegalStateException("The address of the application is no URL", e);
        }
        throw new IllegalStateException(
                field + " cannot be injected in the container: only resources of type URI and URL can");
    }
}
