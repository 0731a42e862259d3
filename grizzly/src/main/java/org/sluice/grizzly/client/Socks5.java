package org.sluice.grizzly.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Credential;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;

/**
 * The client's side of SOCKS 5 (RFC 1928), with user and password (RFC 1929): bytes in, bytes to send out. Names are left to the proxy
 * to resolve. Pure; for one connection.
 */
final class Socks5 {

    private static final int VERSION = 5;
    private static final int NO_SIGN_IN = 0;
    private static final int PASSWORD = 2;
    private static final int PASSWORD_VERSION = 1;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int LONGEST = 255;

    private enum State {
        METHOD,
        SIGN_IN,
        REPLY,
        DONE
    }

    private final String host;
    private final int port;
    private final @Nullable Credential credential;
    private final ByteBuffer in = ByteBuffer.allocate(300);
    private State state = State.METHOD;

    /** To a host, as in a URI. */
    Socks5(String host, int port, @Nullable Credential credential) {
        this.host = host;
        this.port = port;
        this.credential = credential;
    }

    /** What to send first. */
    ByteBuffer greeting() {
        return ByteBuffer.wrap(
                credential == null
                        ? new byte[] {VERSION, 1, NO_SIGN_IN}
                        : new byte[] {VERSION, 2, NO_SIGN_IN, PASSWORD});
    }

    /**
     * Takes what came.
     *
     * @param from is consumed up to the end of the proxy's last answer; what follows is the server's
     * @return what to send next, perhaps nothing
     * @throws WebSocketException if the proxy refuses, or speaks no SOCKS 5
     */
    ByteBuffer take(ByteBuffer from) throws WebSocketException {
        ByteBuffer out = ByteBuffer.allocate(0);
        while (state != State.DONE && from.hasRemaining()) {
            in.put(from.get());
            ByteBuffer next = in.position() < needed() ? null : complete(in.flip());
            if (next != null) {
                in.clear();
                out = next;
            }
        }
        return out;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    private int needed() throws WebSocketException {
        int first = in.get(0);
        if (first != (state == State.SIGN_IN ? PASSWORD_VERSION : VERSION)) {
            throw malformed("does not speak SOCKS 5");
        }
        if (state != State.REPLY) {
            return 2;
        }
        if (in.position() >= 2 && in.get(1) != 0) {
            throw refused(in.get(1));
        }
        if (in.position() < 5) {
            return 5;
        }
        return switch (in.get(3)) {
            case IPV4 -> 10;
            case IPV6 -> 22;
            case NAME -> 7 + (in.get(4) & 0xFF);
            default -> throw malformed("bound to an address of an unknown type");
        };
    }

    private ByteBuffer complete(ByteBuffer message) throws WebSocketException {
        switch (state) {
            case METHOD -> {
                int method = message.get(1);
                if (method == PASSWORD && credential != null) {
                    state = State.SIGN_IN;
                    return signIn(credential);
                }
                if (method != NO_SIGN_IN) {
                    throw refusedSignIn(
                            credential == null ? "wants a user and a password" : "takes no user and password");
                }
            }
            case SIGN_IN -> {
                if (message.get(1) != 0) {
                    throw refusedSignIn("refuses the user or the password");
                }
            }
            default -> {
                state = State.DONE;
                return ByteBuffer.allocate(0);
            }
        }
        state = State.REPLY;
        return request();
    }

    private static ByteBuffer signIn(Credential who) throws WebSocketException {
        byte[] user = who.user().getBytes(StandardCharsets.UTF_8);
        byte[] password = who.password().getBytes(StandardCharsets.UTF_8);
        if (user.length == 0 || user.length > LONGEST || password.length > LONGEST) {
            throw refusedSignIn("takes users and passwords of at most 255 bytes only (RFC 1929)");
        }
        return ByteBuffer.allocate(3 + user.length + password.length)
                .put((byte) PASSWORD_VERSION)
                .put((byte) user.length)
                .put(user)
                .put((byte) password.length)
                .put(password)
                .flip();
    }

    private ByteBuffer request() throws WebSocketException {
        byte[] address = address();
        ByteBuffer request = ByteBuffer.allocate(7 + address.length);
        request.put((byte) VERSION).put((byte) CONNECT).put((byte) 0);
        if (Lookup.isAddress(host)) {
            request.put((byte) (address.length == 4 ? IPV4 : IPV6));
        } else {
            request.put((byte) NAME).put((byte) address.length);
        }
        return request.put(address).putShort((short) port).flip();
    }

    private byte[] address() throws WebSocketException {
        try {
            byte[] address = Lookup.isAddress(host)
                    ? InetAddress.getByName(host).getAddress()
                    : host.getBytes(StandardCharsets.US_ASCII);
            if (address.length > LONGEST) {
                throw malformed("takes host names of at most 255 bytes only");
            }
            return address;
        } catch (UnknownHostException e) {
            throw malformed("cannot be asked for the address " + host);
        }
    }

    /** RFC 1928, 6. */
    private WebSocketException refused(int reply) {
        WebErrorStatus status =
                switch (reply) {
                    case 3, 4 -> WebErrorStatus.SERVER_UNREACHABLE;
                    case 6 -> WebErrorStatus.TIMEOUT;
                    default -> WebErrorStatus.CANNOT_CONNECT;
                };
        String why =
                switch (reply) {
                    case 2 -> "does not allow the connection";
                    case 3 -> "cannot reach the network";
                    case 4 -> "cannot reach the host";
                    case 5 -> "found the connection refused";
                    case 6 -> "waited too long";
                    case 8 -> "knows no addresses of this kind";
                    default -> "failed with the code " + reply;
                };
        return new WebSocketException("The SOCKS proxy " + why + ", for " + host + ":" + port, status, Phase.PROXY);
    }

    private static WebSocketException refusedSignIn(String why) {
        return new WebSocketException(
                "The SOCKS proxy " + why + "; set control().proxyCredential()",
                WebErrorStatus.PROXY_AUTHENTICATION_REQUIRED,
                Phase.PROXY);
    }

    private static WebSocketException malformed(String what) {
        return new WebSocketException(
                "The SOCKS proxy " + what + " (RFC 1928)", WebErrorStatus.CANNOT_CONNECT, Phase.PROXY);
    }
}
