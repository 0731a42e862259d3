package org.sluice.core.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Callbacks;

/**
 * Makes a request context of its own for each callback, unless one is active (Jakarta CDI 3.0, 6.5.2). Where CDI does not run, or not
 * any more, the callback runs without.
 */
final class CdiRequestContext implements Callbacks.Context {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** Null until the first callback. */
    private volatile @Nullable Controllers controllers;

    /** Null where CDI does not run for this application. */
    private record Controllers(@Nullable Instance<RequestContextController> instance) {}

    @Override
    public void run(Runnable callback) {
        Instance<RequestContextController> instance = controllers().instance();
        RequestContextController begun = instance == null ? null : begin(instance);
        try {
            callback.run();
        } finally {
            if (instance != null && begun != null) {
                end(instance, begun);
            }
        }
    }

    private Controllers controllers() {
        Controllers known = controllers;
        if (known == null) {
            known = new Controllers(find());
            controllers = known;
        }
        return known;
    }

    private static @Nullable Instance<RequestContextController> find() {
        try {
            Instance<RequestContextController> found = CDI.current().select(RequestContextController.class);
            return found.isUnsatisfied() ? null : found;
        } catch (IllegalStateException noCdi) {
            LOG.log(Level.DEBUG, "CDI is here and does not run for this application", noCdi);
            return null;
        }
    }

    /** Returns null where a context is active already, or CDI has stopped. */
    private static @Nullable RequestContextController begin(Instance<RequestContextController> instance) {
        try {
            RequestContextController controller = instance.get();
            if (controller.activate()) {
                return controller;
            }
            instance.destroy(controller);
        } catch (RuntimeException stopped) {
            // CDI does not say what it throws after its end.
            LOG.log(Level.DEBUG, "CDI gives no request context any more", stopped);
        }
        return null;
    }

    private static void end(Instance<RequestContextController> instance, RequestContextController begun) {
        try {
            begun.deactivate();
            instance.destroy(begun);
        } catch (RuntimeException stopped) {
            LOG.log(Level.DEBUG, "CDI ended while a callback ran", stopped);
        }
    }
}
