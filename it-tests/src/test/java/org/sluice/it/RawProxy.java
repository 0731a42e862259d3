package org.sluice.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A proxy that does on the wire exactly what a test says, on one connection after the other, and hangs up after each. */
final class RawProxy implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Proxy.Type type;
    private final CompletableFuture<Void> done;

    /** What a test does with a connection. */
    interface Script {
        void play(Socket connection) throws Exception;
    }

    private RawProxy(Proxy.Type type, Script script) throws IOException {
        this.type = type;
        done = CompletableFuture.runAsync(() -> serve(script), Sending::onItsOwnThread);
    }

    /** An HTTP proxy that has read a request when the script begins. */
    static RawProxy http(Script script) throws IOException {
        return new RawProxy(Proxy.Type.HTTP, connection -> {
            readHead(connection);
            script.play(connection);
        });
    }

    /** One that answers each request for a tunnel in the same way. */
    static RawProxy answering(String... lines) throws IOException {
        return http(
                connection -> RawServer.send(connection, String.join("\r\n", lines) + "\r\nContent-Length: 0\r\n\r\n"));
    }

    /** A SOCKS proxy that has read the greeting when the script begins. */
    static RawProxy socks(Script script) throws IOException {
        return new RawProxy(Proxy.Type.SOCKS, connection -> {
            byte[] head = read(connection, 2);
            byte[] unused = read(connection, head[1]);
            script.play(connection);
        });
    }

    /** One that lets everybody in, and answers each request with a code. */
    static RawProxy refusing(int code) throws IOException {
        return socks(connection -> {
            connection.getOutputStream().write(new byte[] {5, 0});
            byte[] request = read(connection, 5);
            byte[] unused = read(connection, request[4] + 2);
            connection.getOutputStream().write(new byte[] {5, (byte) code, 0, 1, 0, 0, 0, 0, 0, 0});
            RawServer.awaitEnd(connection);
        });
    }

    static byte[] read(Socket connection, int count) throws IOException {
        byte[] read = connection.getInputStream().readNBytes(count);
        if (read.length < count) {
            throw new IOException("the client hung up");
        }
        return read;
    }

    private static void readHead(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append(new String(read(connection, 1), StandardCharsets.ISO_8859_1));
        }
        if (!head.toString().startsWith("CONNECT ") || in.available() > 0) {
            throw new IOException("no request for a tunnel, or more than that: " + head);
        }
    }

    private void serve(Script script) {
        while (true) {
            try (Socket connection = listener.accept()) {
                script.play(connection);
            } catch (Exception e) {
                if (listener.isClosed()) {
                    return;
                }
                throw new IllegalStateException(e);
            }
        }
    }

    /** Chooses this proxy, whatever the server. */
    ProxySelector selector() {
        return choosing(type, listener.getLocalPort());
    }

    static ProxySelector choosing(Proxy.Type type, int port) {
        Proxy proxy = new Proxy(type, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(proxy);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                // The connect tells it too, and that is what the tests look at.
            }
        };
    }

    @Override
    public void close() throws IOException {
        listener.close();
        done.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
