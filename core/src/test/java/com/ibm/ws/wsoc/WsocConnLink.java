package com.ibm.ws.wsoc;

/** What Open Liberty has under this name, as far as it is on the stack of a close. */
public final class WsocConnLink {

    /** A read failed. */
    public void processReadErrorComplete(Runnable close) {
        close.run();
    }

    /** The peer sent a close frame. */
    public void incomingCloseConnection(Runnable close) {
        close.run();
    }
}
