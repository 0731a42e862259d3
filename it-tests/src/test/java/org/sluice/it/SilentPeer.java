package org.sluice.it;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A peer that asks for a WebSocket and then reads nothing of it. */
public final class SilentPeer implements AutoCloseable {

    private static final byte[] EMPTY_MASKED_PING = {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0};

    private final Socket socket;

    /** Connects to an endpoint and sends the request. */
    public SilentPeer(URI endpoint) throws IOException {
        socket = new Socket(endpoint.getHost(), endpoint.getPort());
        socket.getOutputStream()
                .write(("GET " + endpoint.getPath() + " HTTP/1.1\r\nHost: " + endpoint.getAuthority()
                                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** The first bytes of the answer, the last that are read. */
    public String status() throws IOException {
        return new String(socket.getInputStream().readNBytes("HTTP/1.1 101".length()), StandardCharsets.US_ASCII);
    }

    /** Whether the connection still takes a ping. */
    public boolean ping() {
        try {
            socket.getOutputStream().write(EMPTY_MASKED_PING);
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
