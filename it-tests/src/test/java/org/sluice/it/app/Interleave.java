package org.sluice.it.app;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.StreamEndpoint;

/** Two threads write logical messages, each of one letter in many pieces, on one socket; then waits for the peer to close. */
@ServerEndpoint("/interleave")
public class Interleave extends StreamEndpoint {

    /** Messages of each thread. */
    public static final int MESSAGES = 20;
    /** Pieces of a message. */
    public static final int PIECES = 50;
    /** Bytes of a piece. */
    public static final int PIECE = 1_000;

    @Override
    protected void onStream(StreamWebSocket socket, Session session) throws Exception {
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> write(socket, 'b'));
        write(socket, 'a');
        other.join();
        Optional<InputStream> more = socket.nextMessage();
        while (more.isPresent()) {
            more = socket.nextMessage();
        }
    }

    /** Writes all messages of one letter, piece by piece. */
    public static void write(StreamWebSocket socket, char letter) {
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, (byte) letter);
        try {
            for (int message = 0; message < MESSAGES; message++) {
                OutputStream out = socket.newMessage();
                for (int i = 0; i < PIECES; i++) {
                    out.write(piece);
                    out.flush();
                }
                out.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
