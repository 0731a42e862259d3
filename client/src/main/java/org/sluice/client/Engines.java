package org.sluice.client;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.sluice.core.spi.ClientEngine;

/**
 * Finds the engine that sockets connect with: that of the context class loader first, then the one beside the client. It is remembered
 * for each loader, since looking costs as much as a good part of a connect; neither loader nor engine is kept alive by it.
 */
final class Engines {

    /** Weak at both ends: an engine of an application leads to its loader. */
    private static final Map<ClassLoader, Reference<ClientEngine>> FOUND =
            Collections.synchronizedMap(new WeakHashMap<>());

    private Engines() {}

    static ClientEngine engine() {
        ClassLoader context = Objects.requireNonNullElseGet(
                Thread.currentThread().getContextClassLoader(), ClassLoader::getSystemClassLoader);
        Reference<ClientEngine> found = FOUND.get(context);
        @Nullable ClientEngine known = found == null ? null : found.get();
        if (known != null) {
            return known;
        }
        ClientEngine engine = look(context);
        FOUND.put(context, new WeakReference<>(engine));
        return engine;
    }

    private static ClientEngine look(ClassLoader context) {
        return ServiceLoader.load(ClientEngine.class, context)
                .findFirst()
                .or(() -> ServiceLoader.load(ClientEngine.class, Engines.class.getClassLoader())
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("No WebSocket engine was found:"
                        + " add org.sluice:sluice-grizzly to the class path or the module path."));
    }
}
