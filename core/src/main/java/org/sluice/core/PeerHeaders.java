package org.sluice.core;

import jakarta.websocket.Session;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The headers of a client's handshake on their way to its session, over the user properties, which is the only one that Jakarta WebSocket
 * has. They are taken once, and are not kept there. In WebSocket 2.0 the properties may be those of all connections of an endpoint: whose
 * headers they are cannot be told then, and rather than to another client they are given to none. Safe for all threads.
 */
final class PeerHeaders {

    private static final String KEY = "org.sluice.handshake-headers";

    private Map<String, List<String>> headers;

    private PeerHeaders(Map<String, List<String>> headers) {
        this.headers = headers;
    }

    /** In a handshake: keeps its headers for the session that is opened with these properties. */
    static void keep(Map<String, Object> properties, Map<String, List<String>> headers) {
        // A copy, since a container may use its request again before the session opens.
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        // One that is there already is another connection's, as each has one handshake.
        if (properties.putIfAbsent(KEY, new PeerHeaders(copy)) instanceof PeerHeaders other) {
            Map<String, List<String>> unused = other.take();
        }
    }

    /** The headers of a session that is being opened; empty where nobody kept them. */
    static Map<String, List<String>> of(Session session) {
        return session.getUserProperties().get(KEY) instanceof PeerHeaders kept ? kept.take() : Map.of();
    }

    private synchronized Map<String, List<String>> take() {
        Map<String, List<String>> taken = headers;
        headers = Map.of();
        return taken;
    }
}
