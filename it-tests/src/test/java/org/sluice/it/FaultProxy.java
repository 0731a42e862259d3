package org.sluice.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The network between a client and a server, with its faults: forwards one TCP connection, each direction as its {@link Passage} does. Knows
 * nothing of WebSocket. Its threads and sockets end with it.
 */
final class FaultProxy implements AutoCloseable {

    /** Of its own buffers and of the system's, so that a proxy that stops reading soon stops those who send. */
    private static final int SIZE = 16 * 1024;

    private final URI server;
    private final ServerSocket listener = new ServerSocket();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Work> works = new CopyOnWriteArrayList<>();
    private final Work accepting;
    private volatile Passage up = Passage.OPEN;
    private volatile Passage down = Passage.OPEN;
    private volatile boolean closed;

    /** To a server at this address, whose path clients ask for; all passes at first. */
    FaultProxy(URI server) throws IOException {
        this.server = server;
        // Before it is bound, since that decides on the window.
        listener.setReceiveBufferSize(SIZE);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        accepting = start(this::accept);
    }

    /** The way to the server. */
    URI uri() {
        return URI.create("ws://127.0.0.1:" + listener.getLocalPort() + server.getRawPath());
    }

    /** From now on; what a direction holds in its hands still goes the way it went. */
    void pass(Passage toServer, Passage toClient) {
        up = toServer;
        down = toClient;
    }

    /** Ends the connection towards both ends in order: a FIN, as if each were the other's. */
    void cut() {
        pass(Passage.SWALLOW, Passage.SWALLOW);
        onEach(Socket::shutdownOutput);
    }

    /** Ends the connection towards both ends at once: a RST. */
    void reset() {
        pass(Passage.SWALLOW, Passage.SWALLOW);
        onEach(FaultSteps::reset);
    }

    /** Something that is done to a socket. */
    private interface Deed {
        void to(Socket socket) throws IOException;
    }

    private void onEach(Deed deed) {
        for (Socket socket : sockets) {
            try {
                deed.to(socket);
            } catch (IOException gone) {
                // The end that it belongs to was faster.
                closeQuietly(socket);
            }
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("A socket that cannot even be closed", e);
        }
    }

    private void accept() {
        try {
            Socket client = listener.accept();
            sockets.add(client);
            client.setTcpNoDelay(true);
            Socket to = new Socket();
            sockets.add(to);
            to.setReceiveBufferSize(SIZE);
            to.setTcpNoDelay(true);
            to.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            start(() -> forward(client, to, true));
            start(() -> forward(to, client, false));
        } catch (IOException e) {
            if (!closed) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A thread, and its end. */
    private record Work(Thread thread, CompletableFuture<Void> done) {

        void awaitDone() {
            done.orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    private Work start(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } finally {
                        done.complete(null);
                    }
                },
                "fault proxy");
        thread.setDaemon(true);
        Work work = new Work(thread, done);
        works.add(work);
        thread.start();
        return work;
    }

    private Passage passage(boolean toServer) {
        return toServer ? up : down;
    }

    private void forward(Socket from, Socket to, boolean toServer) {
        byte[] bytes = new byte[SIZE];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                passage(toServer).pass(bytes, count, to.getOutputStream());
            }
            if (passage(toServer).tellsEnds()) {
                to.shutdownOutput();
            }
        } catch (IOException broken) {
            if (passage(toServer).tellsEnds()) {
                reset();
            }
        } catch (InterruptedException e) {
            // The proxy ends.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listener.close();
        accepting.awaitDone();
        pass(Passage.SWALLOW, Passage.SWALLOW);
        sockets.forEach(FaultProxy::closeQuietly);
        works.forEach(work -> work.thread().interrupt());
        works.forEach(Work::awaitDone);
    }
}
