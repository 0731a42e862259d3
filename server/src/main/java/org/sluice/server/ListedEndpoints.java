package org.sluice.server;

import jakarta.websocket.server.ServerApplicationConfig;
import org.sluice.core.SocketEndpoints;

/** The endpoints of the WAR on Sluice's base classes, for containers that need their list; see {@link SocketEndpoints}. */
public class ListedEndpoints extends SocketEndpoints implements ServerApplicationConfig {

    /** Called by the container. */
    public ListedEndpoints() {
        super(MessageEcho.class, StreamEcho.class, StreamDiscard.class, StreamGenerate.class);
    }
}
