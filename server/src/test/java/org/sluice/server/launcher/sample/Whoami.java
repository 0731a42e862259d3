package org.sluice.server.launcher.sample;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Packed into WARs by tests; tells what its surroundings look like from inside. */
@ServerEndpoint("/whoami")
public class Whoami {

    @OnMessage
    public String answer(String question) {
        ClassLoader own = Whoami.class.getClassLoader();
        return switch (question) {
            case "loader" -> own.getName();
            case "context" -> Boolean.toString(Thread.currentThread().getContextClassLoader() == own);
            default -> sees(question, own) ? "sees" : "does not see";
        };
    }

    private static boolean sees(String className, ClassLoader own) {
        try {
            return Class.forName(className, false, own) != null;
        } catch (ClassNotFoundException hidden) {
            return false;
        }
    }
}
