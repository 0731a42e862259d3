package org.sluice.grizzly;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs an application's code under the context class loader it expects, and puts the thread's own back. */
final class ContextLoader {

    private ContextLoader() {}

    static <T extends @Nullable Object> T under(@Nullable ClassLoader loader, Supplier<T> code) {
        if (loader == null) {
            return code.get();
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return code.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    static void run(@Nullable ClassLoader loader, Runnable code) {
        under(loader, () -> {
            code.run();
            return Boolean.TRUE;
        });
    }
}
