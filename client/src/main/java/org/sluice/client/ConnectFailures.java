package org.sluice.client;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.spi.ClientEngine;

/** Reads the failures of containers, which agree on no type of exception. */
final class ConnectFailures {

    private static final int SWITCHING_PROTOCOLS = 101;

    private ConnectFailures() {}

    static WebSocketException read(URI uri, Exception failure, ClientEngine engine) {
        Optional<ClientEngine.HandshakeAnswer> answer = engine.answerIn(failure);
        if (answer.isPresent()) {
            return refused(uri, answer.get(), failure);
        }
        String server = uri.getRawAuthority();
        if (find(failure, UnknownHostException.class) != null
                || find(failure, UnresolvedAddressException.class) != null) {
            return new WebSocketException(
                    "The host name " + uri.getHost() + " has no address; check its spelling and the name service",
                    WebErrorStatus.HOST_NAME_NOT_RESOLVED,
                    Phase.DNS,
                    failure);
        }
        if (find(failure, ConnectException.class) != null) {
            return new WebSocketException(
                    "Nothing accepts connections at " + server + "; check the port and that the server runs",
                    WebErrorStatus.CANNOT_CONNECT,
                    Phase.TCP,
                    failure);
        }
        SSLException tls = find(failure, SSLException.class);
        if (tls != null) {
            return WebSocketException.causedBy("TLS with " + server + " failed: " + tls.getMessage(), Phase.TLS, tls);
        }
        if (find(failure, TimeoutException.class) != null) {
            return new WebSocketException(
                    "The server at " + server + " did not answer the handshake in time",
                    WebErrorStatus.TIMEOUT,
                    Phase.UPGRADE,
                    failure);
        }
        return WebSocketException.causedBy(
                "The handshake with " + server + " failed: " + failure.getMessage(), Phase.UPGRADE, failure);
    }

    private static WebSocketException refused(URI uri, ClientEngine.HandshakeAnswer answer, Exception failure) {
        if (answer.httpStatus() == SWITCHING_PROTOCOLS) {
            return new WebSocketException(
                    "The server at " + uri.getRawAuthority() + " does not speak WebSocket correctly: "
                            + answer.detail(),
                    WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE,
                    Phase.UPGRADE,
                    failure);
        }
        return WebSocketException.ofHttpStatus(
                "The server answered " + uri + " with HTTP status " + answer.httpStatus()
                        + " instead of the upgrade to WebSocket; check the path and what the server asks for",
                answer.httpStatus(),
                Phase.UPGRADE,
                failure);
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        // A bound, since chains of causes may be circular.
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
