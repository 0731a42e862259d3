package org.glassfish.tyrus.servlet;

import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.Proxy;

/** Makes containers whose class is in this package, by which they are known. */
public final class ServletContainers {

    private ServletContainers() {}

    /** Not public, so that its proxies are in this package. */
    interface Container extends WebSocketContainer {}

    public static WebSocketContainer container() {
        return (WebSocketContainer) Proxy.newProxyInstance(
                ServletContainers.class.getClassLoader(), new Class<?>[] {Container.class}, (self, method, given) -> {
                    throw new UnsupportedOperationException(method.toString());
                });
    }
}
