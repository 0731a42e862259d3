package org.sluice.api;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.sluice.api.spi.WebSocketProvider;

/**
 * Finds the one provider of client sockets for each context class loader, since class loaders come and go in containers. Looking costs
 * as much as a good part of a connect, so what was found is remembered, but neither loader nor provider is kept alive by it.
 */
final class Providers {

    /** Weak at both ends: a provider of an application leads to its loader. */
    private static final Map<ClassLoader, Reference<WebSocketProvider>> FOUND =
            Collections.synchronizedMap(new WeakHashMap<>());

    private Providers() {}

    static WebSocketProvider provider() {
        ClassLoader context = Objects.requireNonNullElseGet(
                Thread.currentThread().getContextClassLoader(), ClassLoader::getSystemClassLoader);
        Reference<WebSocketProvider> found = FOUND.get(context);
        @Nullable WebSocketProvider known = found == null ? null : found.get();
        if (known != null) {
            return known;
        }
        WebSocketProvider provider = look(context);
        FOUND.put(context, new WeakReference<>(provider));
        return provider;
    }

    private static WebSocketProvider look(ClassLoader context) {
        return ServiceLoader.load(WebSocketProvider.class, context)
                .findFirst()
                .or(() -> ServiceLoader.load(WebSocketProvider.class, Providers.class.getClassLoader())
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("No provider of client sockets was found:"
                        + " add org.sluice:sluice-client to the class path or the module path."));
    }
}
