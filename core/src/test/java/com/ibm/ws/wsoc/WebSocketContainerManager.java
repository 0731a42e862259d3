package com.ibm.ws.wsoc;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What Open Liberty has under this name, as far as it is used. */
public final class WebSocketContainerManager {

    /** What was given up. */
    public static final List<Object> RELEASED = new CopyOnWriteArrayList<>();

    private static final WebSocketContainerManager ONLY = new WebSocketContainerManager();

    private WebSocketContainerManager() {}

    public static WebSocketContainerManager getRef() {
        return ONLY;
    }

    /** Throws a key that can be thrown. */
    public void releaseCC(Object key) {
        if (key instanceof RuntimeException failure) {
            throw failure;
        }
        RELEASED.add(key);
    }
}
