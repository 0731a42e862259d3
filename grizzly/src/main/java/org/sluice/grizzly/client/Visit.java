package org.sluice.grizzly.client;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * One request of a connect, of which redirects and sign-ins make several.
 *
 * @param uri {@code ws} or {@code wss}
 * @param target of it
 * @param fields of the request
 * @param home whether the server is the one that the application named, and may see who it is
 */
record Visit(URI uri, Target target, Map<String, List<String>> fields, boolean home) {

    String field(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }
}
