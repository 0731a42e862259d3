package org.sluice.client.connect;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Proxies of a test: they connect to the loopback address, whatever host they are asked for, and pass bytes on. */
final class TestProxy {

    private TestProxy() {}

    /** What an HTTP proxy answers to a request for a tunnel; {@link Peer#UPGRADE} agrees. */
    static Peer http(List<Peer.Request> seen, Peer.Answers answers) throws IOException {
        return Peer.running(client -> {
            Peer.Request request = Peer.request(client);
            seen.add(request);
            String answer = answers.to(request);
            if (!answer.equals(Peer.UPGRADE)) {
                Peer.write(client, answer);
                return;
            }
            String target = request.line().split(" ", -1)[1];
            try (Socket server = new Socket(Peer.loopback(1), Integer.parseInt(target.replaceAll(".*:", "")))) {
                Peer.write(client, "HTTP/1.1 200 Connected\r\n\r\n");
                pass(client, server);
            }
        });
    }

    /** One that tells its agreement and what the server said first in one packet. */
    static Peer lateHttp() throws IOException {
        return Peer.running(client -> {
            String target = Peer.request(client).line().split(" ", -1)[1];
            joined(client, "HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII), target);
        });
    }

    /** The same of SOCKS 5; for a name, which it does not look at. */
    static Peer lateSocks() throws IOException {
        return Peer.running(client -> {
            DataInputStream in = new DataInputStream(client.getInputStream());
            in.readFully(new byte[3]);
            client.getOutputStream().write(new byte[] {5, 0});
            in.readFully(new byte[4]);
            String unused = text(in);
            joined(client, new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 1}, ":" + in.readUnsignedShort());
        });
    }

    private static void joined(Socket client, byte[] agreement, String target) throws IOException {
        try (Socket server = new Socket(Peer.loopback(1), Integer.parseInt(target.replaceAll(".*:", "")))) {
            byte[] first = new byte[1024];
            int length = server.getInputStream().read(first);
            byte[] both = Arrays.copyOf(agreement, agreement.length + length);
            System.arraycopy(first, 0, both, agreement.length, length);
            client.getOutputStream().write(both);
            pass(client, server);
        }
    }

    /** A SOCKS 5 proxy; with a password if there is one, otherwise without. */
    static Peer socks(List<String> seen, String userAndPassword, int reply) throws IOException {
        return Peer.running(client -> {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            byte[] methods = new byte[2];
            in.readFully(methods);
            byte[] offered = new byte[methods[1]];
            in.readFully(offered);
            boolean secret = !userAndPassword.isEmpty();
            if (secret && offered.length < 2) {
                out.write(new byte[] {5, (byte) 0xFF});
                return;
            }
            out.write(new byte[] {5, (byte) (secret ? 2 : 0)});
            if (secret) {
                int version = in.read();
                String given = text(in) + ":" + text(in);
                boolean right = version == 1 && given.equals(userAndPassword);
                out.write(new byte[] {1, (byte) (right ? 0 : 1)});
                if (!right) {
                    return;
                }
            }
            byte[] request = new byte[4];
            in.readFully(request);
            String host;
            if (request[3] == 3) {
                host = text(in);
            } else {
                byte[] address = new byte[request[3] == 1 ? 4 : 16];
                in.readFully(address);
                host = java.net.InetAddress.getByAddress(address).getHostAddress();
            }
            int port = in.readUnsignedShort();
            seen.add(host + ":" + port);
            if (reply != 0) {
                out.write(new byte[] {5, (byte) reply, 0, 1, 0, 0, 0, 0, 0, 0});
                return;
            }
            try (Socket server = new Socket(Peer.loopback(1), port)) {
                out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 1});
                pass(client, server);
            }
        });
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] text = new byte[in.readUnsignedByte()];
        in.readFully(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static void pass(Socket client, Socket server) throws IOException {
        Peer.start(() -> copy(client, server));
        copy(server, client);
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            quietly(from);
            quietly(to);
        }
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Always the given ones; notes what failed. */
    static final class Fixed extends ProxySelector {

        final List<URI> asked = new CopyOnWriteArrayList<>();
        final List<SocketAddress> failed = new CopyOnWriteArrayList<>();
        private final List<Proxy> proxies;

        Fixed(Proxy... proxies) {
            this.proxies = List.of(proxies);
        }

        static Proxy of(Proxy.Type type, int port) {
            return new Proxy(type, InetSocketAddress.createUnresolved("localhost", port));
        }

        @Override
        public List<Proxy> select(URI uri) {
            asked.add(uri);
            return proxies;
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            failed.add(address);
        }
    }
}
