package org.sluice.core.portable;

import jakarta.websocket.Session;

/** What is particular to Tyrus in a servlet container, as in GlassFish and Payara, known by a name since no class of a container is linked. */
final class TyrusServlet {

    private static final String PACKAGE = "org.glassfish.tyrus.servlet.";

    private TyrusServlet() {}

    /** Whether a session's container begins to listen for the end of a connection only after the open callback has returned. */
    static boolean listensLate(Session session) {
        try {
            return session.getContainer().getClass().getName().startsWith(PACKAGE);
        } catch (IllegalStateException closedAlready) {
            return false;
        }
    }
}
