package org.sluice.it;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.TimeUnit;
import org.sluice.it.app.Memory;
import org.sluice.it.app.Transfers;

/** The server's end of a transfer, as the {@link Transfers} of the test application tell of it to the JDK's client. */
final class ServerTransfer {

    private static final int SECONDS = 20;

    private final URI uri;
    private final String key;

    ServerTransfer(URI uri, String key) {
        this.uri = uri;
        this.key = key;
    }

    String key() {
        return key;
    }

    /** What the server holds, of whatever it is made. */
    Memory memory() {
        return Memory.of(ask("memory"));
    }

    /** What its writer got rid of, or its reader took. */
    long bytes() {
        return Long.parseLong(ask("bytes"));
    }

    /** That, and its checksum. */
    String sum() {
        return ask("sum");
    }

    /** What its socket has received, whether or not it was taken. */
    long received() {
        return Long.parseLong(ask("received"));
    }

    void ping() {
        ask("ping");
    }

    /** Whether any ping of its socket was answered. */
    boolean answered() {
        return Boolean.parseBoolean(ask("answered"));
    }

    /** Lets its reader read. */
    void release() {
        ask("release");
    }

    private String ask(String word) {
        ForeignClient client = new ForeignClient();
        try {
            WebSocket socket = ForeignClient.connect(uri, client);
            try {
                socket.sendText(word + " " + key, true).get(SECONDS, TimeUnit.SECONDS);
                return client.next();
            } finally {
                socket.abort();
            }
        } catch (Exception e) {
            throw new AssertionError("The server does not tell its " + word, e);
        }
    }
}
