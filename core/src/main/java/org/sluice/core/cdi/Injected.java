package org.sluice.core.cdi;

import java.util.Optional;

/**
 * An object of the application that is no bean but was made, injected and initialised by CDI.
 *
 * @param object the object
 * @param end calls its pre-destroy callback and gives up what was made for it; once
 * @param <T> its class
 */
public record Injected<T>(T object, Runnable end) {

    /**
     * Makes an object, on a thread with the application's context class loader.
     *
     * @param type a class with a constructor that CDI can use
     * @return empty where CDI is not there or does not run for the application
     * @param <T> the class
     */
    public static <T> Optional<Injected<T>> of(Class<T> type) {
        try {
            Class.forName("jakarta.enterprise.inject.spi.Unmanaged");
        } catch (ClassNotFoundException noCdi) {
            return Optional.empty();
        }
        return CdiObjects.make(type);
    }
}
