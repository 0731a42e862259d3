package org.sluice.it.app;

import jakarta.websocket.server.ServerApplicationConfig;
import org.sluice.core.SocketEndpoints;

/** The endpoints of this application, for containers that need their list. */
public class Listed extends SocketEndpoints implements ServerApplicationConfig {

    public Listed() {
        super(
                Burst.class,
                Chat.class,
                Commands.class,
                Flood.class,
                HeldMessages.class,
                HeldStream.class,
                Inside.class,
                InsideStream.class,
                Interleave.class,
                Invert.class,
                Joined.class,
                Known.class,
                KnownStream.class,
                Lively.class,
                Orders.class,
                Parts.class,
                Size.class,
                StreamCommands.class,
                Stuck.class,
                StuckMessages.class,
                Told.class,
                Values.class,
                ValuesStream.class);
    }
}
