package org.sluice.api;

import java.util.ServiceLoader;
import org.sluice.api.spi.WebSocketProvider;

/** Finds the one provider of client sockets, anew at each call, since class loaders come and go in containers. */
final class Providers {

    private Providers() {}

    static WebSocketProvider provider() {
        return ServiceLoader.load(WebSocketProvider.class)
                .findFirst()
                .or(() -> ServiceLoader.load(WebSocketProvider.class, Providers.class.getClassLoader())
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("No provider of client sockets was found:"
                        + " add org.sluice:sluice-client to the class path or the module path."));
    }
}
