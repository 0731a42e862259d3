package probe;

import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.StreamWebSocket;

/** Sends JSON to {@code /message/echo} and bytes to {@code /stream/echo} of the server given, and says what came back. */
public final class Probe {

    public static final class Point {
        public int x;
    }

    public static void main(String... arguments) throws Exception {
        URI server = URI.create(arguments[0]);
        System.out.println("module " + Probe.class.getModule().getName());
        System.out.println("client " + MessageWebSocket.create().getClass().getModule().getName());
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            CompletableFuture<ReceivedMessage> answer = new CompletableFuture<>();
            socket.onReceived((from, message) -> answer.complete(message));
            socket.connect(server.resolve("message/echo"));
            Point point = new Point();
            point.x = 7;
            socket.sendJson(point);
            System.out.println("message " + answer.get(20, TimeUnit.SECONDS).json(Point.class).x);
        }
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(server.resolve("stream/echo"));
            OutputStream out = socket.outputStream();
            out.write(new byte[] {1, 2, 3});
            out.flush();
            System.out.println("stream " + socket.inputStream().readNBytes(3).length);
        }
    }
}
