package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocket;
import org.sluice.server.launcher.EmbeddedServer;

/** A connection of ours through a {@link FaultProxy}, with both its ends; neither takes anything until the test lets them go. */
final class FaultyConnection implements AutoCloseable {

    private final HandedOut server;
    private final FaultProxy proxy;
    private final WebSocket client;
    private final Inbox inbox;
    private final CountDownLatch busy = new CountDownLatch(1);

    /** Opens it, with options for each end. */
    FaultyConnection(
            EmbeddedServer to,
            boolean stream,
            boolean credit,
            Consumer<WebSocket> ofTheClient,
            Consumer<WebSocket> ofTheServer)
            throws Exception {
        server = HandedOut.expect(ofTheServer);
        proxy = new FaultProxy(server.at(to, stream, credit));
        client = stream ? StreamWebSocket.create() : MessageWebSocket.create();
        if (client instanceof MessageWebSocket messages) {
            messages.onReceived((from, message) -> busy.await());
        }
        inbox = Inbox.ofClosing(client);
        ofTheClient.accept(client);
        client.connect(proxy.uri());
        WebSocket unused = server.socket();
    }

    void hit(LineFault fault) {
        fault.hit(proxy);
    }

    void slow(Slowness slowness) {
        slowness.set(proxy);
    }

    WebSocket end(boolean atServer) throws Exception {
        return atServer ? server.socket() : client;
    }

    ClosedEvent closed(boolean atServer) throws Exception {
        return atServer ? server.closed() : inbox.closed();
    }

    /** Both take what comes from now on, and so see an end that is behind it. */
    void letGo() {
        server.letGo();
        busy.countDown();
        if (client instanceof StreamWebSocket stream) {
            CompletableFuture<Void> unused = Sending.of(() -> drain(stream));
        }
    }

    private static void drain(StreamWebSocket stream) {
        try {
            stream.inputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException lost) {
            assertThat(stream.isOpen()).isFalse();
        }
    }

    /** Where the network tells nothing, it does now. Otherwise what came before may be in the way of it. */
    void end(LineFault fault) {
        if (fault.isTold()) {
            letGo();
        } else {
            proxy.reset();
        }
    }

    /** One end was told once that the connection was lost. */
    void assertLost(boolean atServer) throws Exception {
        ClosedEvent event = closed(atServer);
        assertThat(event.code()).isEqualTo(1006);
        assertThat(event.clean()).isFalse();
        assertThat(event.closedBy()).isSameAs(ClosedBy.NONE);
    }

    @Override
    public void close() throws IOException {
        letGo();
        proxy.reset();
        client.close();
        proxy.close();
    }
}
