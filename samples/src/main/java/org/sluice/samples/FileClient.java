package org.sluice.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sluice.api.StreamWebSocket;

/** Streams a file of any size to an endpoint, or from one. Arguments: send FILE URL, or receive URL FILE. */
public final class FileClient {

    private FileClient() {}

    /**
     * Runs the sample.
     *
     * @param args what to do, from where, to where
     * @throws IOException if it fails
     */
    public static void main(String[] args) throws IOException {
        if (args[0].equals("send")) {
            System.out.println(send(Path.of(args[1]), URI.create(args[2])));
        } else {
            receive(URI.create(args[1]), Path.of(args[2]));
        }
    }

    /** Sends the file as one message and gives the server's answer. */
    static String send(Path file, URI url) throws IOException {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(url);
            OutputStream message = socket.newMessage();
            Files.copy(file, message);
            // Only a whole file ends its message: after a failure the peer learns that something is missing.
            message.close();
            return new String(nextMessage(socket).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Saves one message as a file that does not exist yet. */
    static void receive(URI url, Path file) throws IOException {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(url);
            Files.copy(nextMessage(socket), file);
        }
    }

    private static InputStream nextMessage(StreamWebSocket socket) throws IOException {
        return socket.nextMessage().orElseThrow(() -> new IOException("the server closed without a message"));
    }
}
