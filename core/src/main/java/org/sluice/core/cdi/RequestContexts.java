package org.sluice.core.cdi;

import org.sluice.core.common.Callbacks;

/** Finds out whether there is CDI at all, before a class that names it is linked. */
public final class RequestContexts {

    private RequestContexts() {}

    /**
     * An active request context around each callback, where the application has CDI.
     *
     * @return asks for CDI at the first callback, on a thread with the application's context class loader
     */
    public static Callbacks.Context ofTheApplication() {
        try {
            Class.forName("jakarta.enterprise.context.control.RequestContextController");
        } catch (ClassNotFoundException noCdi) {
            return Runnable::run;
        }
        return new CdiRequestContext();
    }
}
