package org.sluice.core.deflate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sluice.core.frame.Role;

/**
 * What a server agrees to of a client's offers (RFC 7692, 5.1 and 7.1). Every well-formed offer can be kept, so none is declined for
 * what it asks. Safe to share.
 *
 * @param serverNoContextTakeover this end forgets between messages, and so keeps no compressor for an idle connection
 * @param clientNoContextTakeover the client shall forget between messages, so that this end need remember nothing
 * @param serverMaxWindowBits the largest window that this end uses, 8 to 15
 * @param clientMaxWindowBits the largest window that the client shall use, 8 to 15; passed over where a client cannot be told
 */
public record DeflatePolicy(
        boolean serverNoContextTakeover,
        boolean clientNoContextTakeover,
        int serverMaxWindowBits,
        int clientMaxWindowBits) {

    /** The best compression; costs a server about 300 KiB for each connection that has sent something. */
    public static final DeflatePolicy DEFAULT =
            new DeflatePolicy(false, false, DeflateParameters.MOST_BITS, DeflateParameters.MOST_BITS);

    /**
     * Checks the windows.
     *
     * @throws IllegalArgumentException if one is not 8 to 15
     */
    public DeflatePolicy {
        new DeflateParameters(
                serverNoContextTakeover,
                clientNoContextTakeover,
                OptionalInt.of(serverMaxWindowBits),
                OptionalInt.of(clientMaxWindowBits));
    }

    /**
     * Chooses the first offer of permessage-deflate that is right in itself; other extensions, and offers with an unknown, repeated or
     * wrong parameter, are passed over.
     *
     * @param offers the values of all {@code Sec-WebSocket-Extensions} of the request, in their order
     * @return what to agree on, and to answer; empty where messages go uncompressed and the answer names no extension
     * @throws ExtensionException if a value is malformed or they are too long, so that the handshake must be refused
     */
    public Optional<DeflateAgreement> choose(List<String> offers) throws ExtensionException {
        return ExtensionHeader.read(offers).stream()
                .filter(extension -> extension.name().equals(DeflateParameters.EXTENSION))
                .flatMap(extension -> DeflateParameters.ofOffer(extension).stream())
                .findFirst()
                .map(this::accept);
    }

    private DeflateAgreement accept(DeflateParameters offer) {
        int server = Math.min(serverMaxWindowBits, offer.windowBits(Role.SERVER));
        int client = Math.min(clientMaxWindowBits, offer.windowBits(Role.CLIENT));
        return new DeflateAgreement(
                serverNoContextTakeover || offer.serverNoContextTakeover(),
                clientNoContextTakeover || offer.clientNoContextTakeover(),
                // A client that named it must see it again (7.1.2.1); the others only where it says something.
                offer.serverMaxWindowBits().isPresent() || server < DeflateParameters.MOST_BITS
                        ? OptionalInt.of(server)
                        : OptionalInt.empty(),
                // Forbidden towards a client that did not name it (7.1.2.2).
                offer.clientMaxWindowBits().isPresent() && client < DeflateParameters.MOST_BITS
                        ? OptionalInt.of(client)
                        : OptionalInt.empty());
    }
}
