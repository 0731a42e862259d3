package org.sluice.core.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Unmanaged;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Makes {@link Injected} objects; linked only where there is CDI. */
final class CdiObjects {

    private static final Logger LOG = System.getLogger("org.sluice");

    private CdiObjects() {}

    static <T> Optional<Injected<T>> make(Class<T> type) {
        BeanManager beans;
        try {
            beans = CDI.current().getBeanManager();
        } catch (IllegalStateException noCdi) {
            LOG.log(Level.DEBUG, "CDI is here and does not run for this application", noCdi);
            return Optional.empty();
        }
        Unmanaged.UnmanagedInstance<T> made =
                new Unmanaged<>(beans, type).newInstance().produce().inject().postConstruct();
        return Optional.of(new Injected<>(made.get(), () -> made.preDestroy().dispose()));
    }
}
