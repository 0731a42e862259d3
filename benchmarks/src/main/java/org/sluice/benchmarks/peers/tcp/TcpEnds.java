package org.sluice.benchmarks.peers.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Ends;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Server;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.link.Services;
import org.sluice.benchmarks.link.Tls;

/** Sockets of the JDK, a thread for each connection; the first byte of a connection is the initial of its service. */
public final class TcpEnds implements Ends {

    private static final int BACKLOG = 1024;

    private final boolean segments;

    /**
     * Makes ends.
     *
     * @param segments whether writes of a stream are put together so that each call to the system has a whole segment of loopback, without TLS
     */
    public TcpEnds(boolean segments) {
        this.segments = segments;
    }

    /** Waits for the next connection. */
    private interface Accept {
        TcpLink next() throws IOException;
    }

    @Override
    public Server serve(@Nullable Tls tls) throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        if (tls != null) {
            SSLServerSocketFactory factory = tls.context().getServerSocketFactory();
            ServerSocket socket = factory.createServerSocket(0, BACKLOG, loopback);
            return serve(socket.getLocalPort(), () -> TcpLink.of(socket.accept()), socket);
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress(loopback, 0), BACKLOG);
        return serve(channel.socket().getLocalPort(), () -> TcpLink.of(channel.accept(), segments), channel);
    }

    private static Server serve(int port, Accept accept, Closeable listener) {
        Services services = new Services();
        daemon(() -> acceptAll(accept, services));
        return Server.of(port, listener::close);
    }

    /** Until the listener is closed, which makes accept throw. */
    private static void acceptAll(Accept accept, Services services) {
        try {
            while (true) {
                TcpLink link = accept.next();
                daemon(() -> serve(link, services));
            }
        } catch (IOException e) {
            // The server was closed; if not, the clients say what they miss.
        }
    }

    private static void serve(TcpLink link, Services services) {
        try {
            int service = link.readOne();
            if (service >= 0) {
                link.readInto(services.open(service((char) service), link));
            }
        } catch (IOException e) {
            // The client sees that the connection is closed.
        } finally {
            link.close();
        }
    }

    @Override
    public Client client(URI server) {
        return new Client() {
            @Override
            public Link connect(Service service, Receiver receiver) throws IOException {
                TcpLink link = open(server);
                link.send(ByteBuffer.wrap(new byte[] {(byte) initial(service)}));
                daemon(() -> link.readInto(receiver));
                return link;
            }

            @Override
            public void close() {}
        };
    }

    private static char initial(Service service) {
        return service.name().charAt(0);
    }

    private static Service service(char initial) throws IOException {
        return Arrays.stream(Service.values())
                .filter(service -> initial(service) == initial)
                .findAny()
                .orElseThrow(() -> new IOException("no service begins with " + initial));
    }

    private TcpLink open(URI server) throws IOException {
        return server.getScheme().equals("wss")
                ? TcpLink.of(SSLSocketFactory.getDefault().createSocket(server.getHost(), server.getPort()))
                : TcpLink.of(SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort())), segments);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "tcp");
        thread.setDaemon(true);
        thread.start();
    }
}
