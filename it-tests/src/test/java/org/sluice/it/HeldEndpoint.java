package org.sluice.it;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.StreamEndpoint;

/**
 * A stream endpoint that a test holds by a {@link Hold}; what it does with its stream, and when it waits for the test, is left to the
 * subclass.
 */
public abstract class HeldEndpoint extends StreamEndpoint {

    private final Hold hold;

    /** The hold is one of the class, since the server makes its endpoints by itself. */
    protected HeldEndpoint(Hold hold) {
        this.hold = hold;
    }

    @Override
    protected final void onOpen(StreamWebSocket opened, Session session, EndpointConfig config) {
        hold.socket.complete(opened);
    }

    /** Waits until the test lets go. */
    protected final void awaitTest() throws InterruptedException {
        hold.goOn.await();
    }

    /** Where a test meets an endpoint of its server: gets the socket, and says when to go on. */
    public static final class Hold {

        private volatile CompletableFuture<StreamWebSocket> socket = new CompletableFuture<>();
        private volatile CountDownLatch goOn = new CountDownLatch(1);

        /** For the next connection. */
        public void anew() {
            socket = new CompletableFuture<>();
            goOn = new CountDownLatch(1);
        }

        /** The socket of the endpoint, once it is open. */
        public StreamWebSocket socket() throws Exception {
            return socket.get(20, TimeUnit.SECONDS);
        }

        /** Lets the endpoint go on. */
        public void letGo() {
            goOn.countDown();
        }
    }
}
