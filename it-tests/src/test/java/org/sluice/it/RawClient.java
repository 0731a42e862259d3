package org.sluice.it;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A client of frames: a plain socket that says exactly what the test says, and reads frames one by one. Checks nothing, keeps no rule
 * of the protocol. Reads wait 20 s at most. Not safe for several threads, except that one may write while another reads.
 */
final class RawClient implements Closeable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int READ_TIMEOUT_MS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final String head;

    /** A frame as it came; the payload of a server's frame is never masked. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(int opcode, boolean fin, byte[] payload) {

        /** The code of a close frame; 1005 where it is empty. */
        int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The reason of a close frame. */
        String reason() {
            return payload.length < 2
                    ? ""
                    : text().substring(new String(payload, 0, 2, StandardCharsets.UTF_8).length());
        }
    }

    private RawClient(URI uri, String... headers) throws IOException {
        socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(READ_TIMEOUT_MS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        write(request(uri, headers).getBytes(StandardCharsets.US_ASCII));
        head = readHead();
    }

    /** Does the handshake, whatever the answer is. */
    static RawClient asking(URI uri, String... headers) throws IOException {
        return new RawClient(uri, headers);
    }

    /** Does the handshake, which must succeed. */
    static RawClient connect(URI uri, String... headers) throws IOException {
        RawClient client = asking(uri, headers);
        if (!client.head.startsWith("HTTP/1.1 101")) {
            client.close();
            throw new IOException("no upgrade: " + client.head);
        }
        return client;
    }

    /** Asks for the handshake and resets the connection without a look at the answer. */
    static void giveUp(URI uri) throws IOException {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write(request(uri).getBytes(StandardCharsets.US_ASCII));
            socket.setSoLinger(true, 0);
        }
    }

    private static String request(URI uri, String... headers) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        StringBuilder request = new StringBuilder("GET " + uri.getRawPath() + query + " HTTP/1.1\r\nHost: "
                + uri.getAuthority() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    private String readHead() throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            answer.append((char) next);
        }
        return answer.toString();
    }

    /** The answer to the handshake: its status line and headers. */
    String head() {
        return head;
    }

    /** One frame on the wire, masked with zeros, as RFC 6455, 5.2, lays it out. */
    static byte[] frame(int opcode, boolean fin, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
        frame.put((byte) ((fin ? FIN : 0) | opcode));
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.putInt(0).put(payload);
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    /** The payload of a close frame. */
    static byte[] closing(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + text.length)
                .putShort((short) code)
                .put(text)
                .array();
    }

    /** Sends one frame; an ended connection is for the reading side to see. */
    void send(int opcode, boolean fin, byte[] payload) throws IOException {
        write(frame(opcode, fin, payload));
    }

    /** Sends the head of a close frame with a code alone, and in one piece with it a ping before it; the code is to follow. */
    void sendHeadOfClose() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(frame(PING, true, new byte[0]));
        both.write(frame(CLOSE, true, closing(1000, "")), 0, 6);
        write(both.toByteArray());
    }

    /** Sends a text message of one frame. */
    void send(String text) throws IOException {
        send(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one message in the fragments given, at once. */
    void sendFragments(int opcode, byte[]... fragments) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < fragments.length; i++) {
            all.writeBytes(frame(i == 0 ? opcode : CONTINUATION, i == fragments.length - 1, fragments[i]));
        }
        write(all.toByteArray());
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    Frame readFrame() throws IOException {
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        return new Frame(first & 0x0f, (first & FIN) != 0, payload);
    }

    /** The next data message, put together from its frames; opcode is that of its first one. Control frames must not be between. */
    Frame readMessage() throws IOException {
        Frame first = readFrame();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first.payload());
        for (boolean last = first.fin(); !last; ) {
            Frame next = readFrame();
            if (next.opcode() != CONTINUATION) {
                throw new IOException("not a continuation, but opcode " + next.opcode());
            }
            all.writeBytes(next.payload());
            last = next.fin();
        }
        return new Frame(first.opcode(), true, all.toByteArray());
    }

    /** Reads until the close frame, past whatever comes before. */
    Frame readClose() throws IOException {
        Frame frame = readFrame();
        while (frame.opcode() != CLOSE) {
            frame = readFrame();
        }
        return frame;
    }

    /** Whether the peer ended the connection, in whichever way; waits for it, past whatever comes before. */
    boolean ends() throws IOException {
        try {
            while (true) {
                readFrame();
            }
        } catch (EOFException end) {
            return true;
        } catch (SocketTimeoutException silent) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Ends this side without a close frame: a FIN. */
    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection with a RST. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
