package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocket;
import org.sluice.api.WebSocketException;
import org.sluice.server.launcher.EmbeddedServer;

/** An operation at one end of a connection meets a fault: it ends with the promised error, and both ends are told once. */
record FaultMeeting(EmbeddedServer server, LineFault fault, boolean atServer, Operation operation, boolean credit)
        implements Sending {

    @Override
    public void run() throws Exception {
        Consumer<WebSocket> limited = socket -> operation.prepare(socket, fault.patience());
        Consumer<WebSocket> unlimited = Operation::beLong;
        try (FaultyConnection connection = new FaultyConnection(
                server,
                operation.isOfStreams(),
                credit,
                atServer ? unlimited : limited,
                atServer ? limited : unlimited)) {
            WebSocket socket = connection.end(atServer);
            if (operation.needsABeginning()) {
                begin((StreamWebSocket) connection.end(!atServer), socket);
            }
            Throwable failure = failure(connection, socket);

            assertThat(failure).isInstanceOf(WebSocketException.class);
            assertThat(WebErrorStatus.of(failure)).as("%s", failure).isIn(fault.ofAnOperation());
            if (!fault.isTold()) {
                assertThat(socket.isOpen() || !operation.staysOpen()).isTrue();
            }
            connection.end(fault);
            connection.assertLost(atServer);
            connection.assertLost(!atServer);
        }
    }

    /** What the peer sends of a message has come before the fault does. */
    private static void begin(StreamWebSocket peer, WebSocket socket) throws IOException {
        OutputStream message = peer.newMessage();
        message.write(new byte[Operation.BEGUN]);
        message.flush();
        await().until(() -> socket.information().bytesReceived() == Operation.BEGUN);
    }

    /** A fault that is told comes in the middle of it, any other before it. */
    private Throwable failure(FaultyConnection connection, WebSocket socket) throws Exception {
        CompletableFuture<Throwable> caught = new CompletableFuture<>();
        if (!fault.isTold()) {
            connection.hit(fault);
        }
        Caller caller = Caller.of(() -> caught.complete(Sending.failureOf(() -> operation.run(socket))));
        if (fault.isTold()) {
            if (operation.comesToWait()) {
                caller.awaitWaiting();
            }
            connection.hit(fault);
        }
        return caught.get(20, TimeUnit.SECONDS);
    }
}
