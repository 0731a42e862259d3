package org.sluice.core.socket;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What both ends agreed on, as one of them saw it.
 *
 * @param protocol the sub-protocol, if any
 * @param extensions the extensions' names
 * @param secure whether the connection is known to be encrypted
 * @param headers the peer's headers of the handshake, in any letter case
 */
public record Handshake(
        Optional<String> protocol, List<String> extensions, boolean secure, Map<String, List<String>> headers) {}
