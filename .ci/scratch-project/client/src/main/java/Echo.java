import java.net.URI;
import java.util.concurrent.LinkedBlockingQueue;
import org.sluice.api.MessageWebSocket;

class Echo {
    public static void main(String[] args) throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            var answers = new LinkedBlockingQueue<String>();
            socket.onReceived((from, message) -> answers.add(message.text()));
            socket.connect(URI.create(args[0]));
            socket.send("Hello from ten lines");
            System.out.println(answers.take());
        }
    }
}
