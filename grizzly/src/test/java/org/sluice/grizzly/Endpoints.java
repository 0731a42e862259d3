package org.sluice.grizzly;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/** Ordinary annotated endpoints; what they see is kept in queues that each test drains for itself. */
final class Endpoints {

    private Endpoints() {}

    @ServerEndpoint("/echo")
    public static final class Echo {

        static final BlockingQueue<Session> OPENED = new LinkedBlockingQueue<>();
        static final BlockingQueue<Integer> CLOSED = new LinkedBlockingQueue<>();

        @OnOpen
        public void open(Session session) {
            OPENED.add(session);
        }

        @OnMessage
        public String echo(String text) {
            return text;
        }

        @OnClose
        public void closed(CloseReason reason) {
            CLOSED.add(reason.getCloseCode().getCode());
        }

        @OnError
        public void failed(Throwable cause) {
            // The close that follows is what the tests look at.
        }
    }

    /** Tells whose certificate the client showed. */
    @ServerEndpoint("/who")
    public static final class Who {

        @OnMessage
        public String who(String text, Session session) {
            return text + session.getUserPrincipal();
        }
    }

    /** Holds its worker until it is told to go on. */
    @ServerEndpoint("/block")
    public static final class Block {

        static volatile CountDownLatch entered = new CountDownLatch(0);
        static volatile CountDownLatch release = new CountDownLatch(0);

        @OnMessage
        public void block(String text) throws InterruptedException {
            entered.countDown();
            release.await();
        }

        @OnError
        public void failed(Throwable cause) {
            // An interrupt at the end of a test.
        }
    }

    /** Sends for ever to a peer that does not read. */
    @ServerEndpoint("/flood")
    public static final class Flood {

        static volatile CompletableFuture<Throwable> senderEnded = new CompletableFuture<>();
        static volatile CompletableFuture<Session> opened = new CompletableFuture<>();
        static volatile CompletableFuture<Integer> closed = new CompletableFuture<>();
        static volatile Thread sender = Thread.currentThread();

        static void reset() {
            senderEnded = new CompletableFuture<>();
            opened = new CompletableFuture<>();
            closed = new CompletableFuture<>();
        }

        @OnOpen
        public void open(Session session) {
            sender = new Thread(() -> flood(session), "flood");
            sender.setDaemon(true);
            sender.start();
            opened.complete(session);
        }

        @OnClose
        public void closed(CloseReason reason) {
            closed.complete(reason.getCloseCode().getCode());
        }

        @OnError
        public void failed(Throwable cause) {
            // The sender reports it.
        }

        static void flood(Session session) {
            try {
                while (true) {
                    session.getBasicRemote().sendBinary(ByteBuffer.allocate(65_536), false);
                }
            } catch (IOException | RuntimeException e) {
                senderEnded.complete(e);
            }
        }
    }

    /** Answers with the context class loader that its callbacks see. */
    @ServerEndpoint("/loader")
    public static final class Loader {

        static final BlockingQueue<ClassLoader> SEEN = new LinkedBlockingQueue<>();

        @OnOpen
        public void open(Session session) {
            note();
        }

        @OnMessage
        public String message(String text) {
            note();
            return text;
        }

        @OnClose
        public void closed() {
            note();
        }

        private static void note() {
            SEEN.add(Thread.currentThread().getContextClassLoader());
        }
    }

    /** Closes behind more than the system takes at once. */
    @ServerEndpoint("/farewell")
    public static final class Farewell {

        static final int SIZE = 16 * 1024 * 1024;

        @OnMessage
        public void leave(String text, Session session) throws IOException {
            Future<Void> unused = session.getAsyncRemote().sendBinary(ByteBuffer.allocate(SIZE));
            session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, ""));
        }

        @OnError
        public void failed(Throwable cause) {
            // The peer misses what was lost.
        }
    }

    /** Closes from inside a handler. */
    @ServerEndpoint("/refuse")
    public static final class Refuse {

        @OnMessage
        public void refuse(String text, Session session) throws IOException {
            session.close(new CloseReason(CloseReason.CloseCodes.TOO_BIG, "too big"));
        }
    }
}
