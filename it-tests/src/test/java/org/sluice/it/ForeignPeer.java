package org.sluice.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A connected client that knows nothing of Sluice, as far as a contract needs it. One thread may send while another receives. Received
 * messages are strings: text as it is, bytes as ISO 8859-1.
 */
interface ForeignPeer extends AutoCloseable {

    /** Sends one text message in the fragments given. */
    void sendText(String... fragments) throws Exception;

    /** Sends one binary message in the fragments given. */
    void sendBinary(byte[]... fragments) throws Exception;

    /** Sends a close frame. */
    void sendClose(int code, String reason) throws Exception;

    /** The next whole message. */
    String next() throws Exception;

    /** The code of the server's close frame, past whatever comes before. */
    int closeCode() throws Exception;

    /** Ends the connection without ceremony. */
    @Override
    void close() throws IOException;

    /** The foreign clients there are. */
    enum Kind {
        JDK {
            @Override
            ForeignPeer connect(URI uri) throws Exception {
                return new Jdk(uri);
            }
        },
        RAW_SOCKET {
            @Override
            ForeignPeer connect(URI uri) throws Exception {
                return new Raw(RawClient.connect(uri));
            }
        };

        abstract ForeignPeer connect(URI uri) throws Exception;
    }

    /** The JDK's client. */
    final class Jdk implements ForeignPeer {

        private static final int SECONDS = 20;

        private final ForeignClient received = new ForeignClient();
        private final WebSocket socket;

        Jdk(URI uri) throws Exception {
            socket = ForeignClient.connect(uri, received);
        }

        @Override
        public void sendText(String... fragments) throws Exception {
            for (int i = 0; i < fragments.length; i++) {
                socket.sendText(fragments[i], i == fragments.length - 1).get(SECONDS, TimeUnit.SECONDS);
            }
        }

        @Override
        public void sendBinary(byte[]... fragments) throws Exception {
            for (int i = 0; i < fragments.length; i++) {
                socket.sendBinary(ByteBuffer.wrap(fragments[i]), i == fragments.length - 1)
                        .get(SECONDS, TimeUnit.SECONDS);
            }
        }

        @Override
        public void sendClose(int code, String reason) throws Exception {
            socket.sendClose(code, reason).get(SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public String next() throws InterruptedException {
            return received.next();
        }

        @Override
        public int closeCode() throws Exception {
            return received.closeCode();
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    /** A plain socket. */
    record Raw(RawClient client) implements ForeignPeer {

        @Override
        public void sendText(String... fragments) throws Exception {
            byte[][] all = new byte[fragments.length][];
            for (int i = 0; i < fragments.length; i++) {
                all[i] = fragments[i].getBytes(StandardCharsets.UTF_8);
            }
            client.sendFragments(RawClient.TEXT, all);
        }

        @Override
        public void sendBinary(byte[]... fragments) throws Exception {
            client.sendFragments(RawClient.BINARY, fragments);
        }

        @Override
        public void sendClose(int code, String reason) throws Exception {
            client.send(RawClient.CLOSE, true, RawClient.closing(code, reason));
        }

        @Override
        public String next() throws Exception {
            RawClient.Frame message = client.readMessage();
            return message.opcode() == RawClient.TEXT
                    ? message.text()
                    : new String(message.payload(), StandardCharsets.ISO_8859_1);
        }

        @Override
        public int closeCode() throws Exception {
            return client.readClose().closeCode();
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
