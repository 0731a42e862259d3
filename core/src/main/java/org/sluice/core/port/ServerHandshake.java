package org.sluice.core.port;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/**
 * What an engine knows of the handshake of a server's connection.
 *
 * @param headers of the client's request, by name, as they were sent
 * @param certificates the chain that the server showed, its own first; empty without TLS
 */
public record ServerHandshake(Map<String, List<String>> headers, List<X509Certificate> certificates) {

    /** Nothing: at a client, which knows more, and where the engine is another's. */
    public static final ServerHandshake NONE = new ServerHandshake(Map.of(), List.of());
}
