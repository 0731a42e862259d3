package org.sluice.grizzly.client;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sluice.core.deflate.DeflateAgreement;
import org.sluice.core.deflate.DeflateOffer;

/** Finds out what a server agreed to of the extensions on offer (RFC 6455, 9.1), of which there is one at most: compression. */
final class Extensions {

    private static final String HEADER = "Sec-WebSocket-Extensions";

    private Extensions() {}

    /**
     * What the two ends agreed on.
     *
     * @param request the headers that were sent
     * @param answer what came back
     * @return null where messages go uncompressed
     * @throws IOException if the server chose what was not on offer
     */
    static @Nullable DeflateAgreement agreed(Map<String, List<String>> request, ResponseHead answer)
            throws IOException {
        List<String> chosen = new ArrayList<>();
        for (ResponseHead.Field field : answer.fields()) {
            if (field.name().equalsIgnoreCase(HEADER)) {
                chosen.add(field.value());
            }
        }
        if (chosen.isEmpty()) {
            return null;
        }
        boolean offered = request.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(HEADER))
                .flatMap(header -> header.getValue().stream())
                .anyMatch(value -> value.startsWith(DeflateAgreement.EXTENSION));
        if (!offered) {
            throw new ProtocolException(
                    "The server chose the extension \"" + chosen.get(0) + "\", which was not offered (RFC 6455, 9.1)");
        }
        return DeflateOffer.DEFAULT.agree(chosen).orElse(null);
    }
}
