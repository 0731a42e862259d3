package org.sluice.client;

import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.spi.WebSocketProvider;
import org.sluice.core.socket.MessageSocket;
import org.sluice.core.socket.StreamSocket;

/** Makes the sockets of {@link MessageWebSocket#create()} and {@link StreamWebSocket#create()}. */
public final class ClientSockets implements WebSocketProvider {

    /** Called by {@link java.util.ServiceLoader}. */
    public ClientSockets() {}

    @Override
    public MessageWebSocket newMessageWebSocket() {
        return new MessageSocket(new ContainerConnector());
    }

    @Override
    public StreamWebSocket newStreamWebSocket() {
        return new StreamSocket(new ContainerConnector());
    }
}
