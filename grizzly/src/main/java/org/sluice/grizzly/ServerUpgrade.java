package org.sluice.grizzly;

import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeStatus;
import org.sluice.core.port.ServerHandshake;

/** What the engine said to a request, and what follows once the answer is out. */
interface ServerUpgrade {

    UpgradeStatus status();

    /**
     * Makes the connection a WebSocket and runs the endpoint's open handler; only after {@link UpgradeStatus#SUCCESS}.
     *
     * @param handshake that was agreed on
     * @param received behind it
     */
    void open(ServerHandshake handshake, ByteBuffer received);

    /** One that opens nothing. */
    static ServerUpgrade refused(UpgradeStatus status) {
        return new ServerUpgrade() {
            @Override
            public UpgradeStatus status() {
                return status;
            }

            @Override
            public void open(ServerHandshake handshake, ByteBuffer received) {
                throw new IllegalStateException("The engine did not agree to this upgrade: " + status);
            }
        };
    }
}
