package org.sluice.core.socket;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The rules for the URI of a connect (RFC 6455, 3; P20-P25, P67-P68). */
final class ConnectUri {

    private ConnectUri() {}

    /** The URI with its scheme in lower case, so that no engine stumbles over the case. */
    static URI checked(URI uri) {
        if (uri.getRawUserInfo() != null) {
            // Not repeated here, since it may hold a password.
            throw new IllegalArgumentException(
                    "uri has a user before the host " + uri.getHost() + "; set control().serverCredential() instead");
        }
        if (uri.getScheme() == null) {
            throw refused(uri, "has no scheme; begin it with ws:// or wss://");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("ws") && !scheme.equals("wss")) {
            throw refused(uri, "has the scheme " + uri.getScheme() + "; only ws and wss are possible");
        }
        if (uri.getHost() == null) {
            throw refused(uri, "names no host; write ws://host/path");
        }
        if (uri.getRawFragment() != null) {
            throw refused(uri, "has a fragment, which RFC 6455 forbids; leave out what begins at #");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw refused(uri, "has the port " + uri.getPort() + "; ports are 1 to 65535");
        }
        return scheme.equals(uri.getScheme()) ? uri : withScheme(uri, scheme);
    }

    private static URI withScheme(URI uri, String scheme) {
        try {
            return new URI(scheme + uri.toString().substring(scheme.length()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("uri " + uri + " is not valid: " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException refused(URI uri, String why) {
        return new IllegalArgumentException("uri " + uri + " " + why);
    }
}
