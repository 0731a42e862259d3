package org.sluice.core.socket;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What both ends agreed on, as one of them saw it.
 *
 * @param protocol the sub-protocol, if any
 * @param extensions the extensions' names
 * @param secure whether the connection is known to be encrypted
 * @param headers the peer's headers of the handshake, in any letter case
 */
public record Handshake(
        Optional<String> protocol, List<String> extensions, boolean secure, Map<String, List<String>> headers) {

    /**
     * Adds extensions.
     *
     * @param more their names, those that are known among them
     * @return the same otherwise
     */
    public Handshake and(List<String> more) {
        List<String> all =
                Stream.concat(extensions.stream(), more.stream()).distinct().toList();
        return new Handshake(protocol, all, secure, headers);
    }
}
