package org.glassfish.tyrus.servlet;

import jakarta.servlet.http.HttpUpgradeHandler;

/** What a handler of another version of Tyrus might be. */
public abstract class Unmakeable implements HttpUpgradeHandler {

    Unmakeable(String what) {
        throw new UnsupportedOperationException(what);
    }
}
