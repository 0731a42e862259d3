package org.sluice.grizzly.client;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a reference as RFC 3986, 5.2 says. {@link URI#resolve} follows an older RFC: it drops the last segment before a query alone,
 * and puts a path directly behind a host without one. Fragments are left out. Pure.
 */
final class UriReference {

    private UriReference() {}

    /**
     * The address that a reference means.
     *
     * @param base absolute, with a host
     * @throws URISyntaxException if it is none
     */
    static URI resolve(URI base, URI reference) throws URISyntaxException {
        if (reference.isOpaque()) {
            return reference;
        }
        if (reference.getScheme() != null) {
            return of(
                    reference.getScheme(),
                    reference.getRawAuthority(),
                    withoutDots(path(reference)),
                    reference.getRawQuery());
        }
        if (reference.getRawAuthority() != null) {
            return of(
                    base.getScheme(),
                    reference.getRawAuthority(),
                    withoutDots(path(reference)),
                    reference.getRawQuery());
        }
        if (path(reference).isEmpty()) {
            String query = reference.getRawQuery() == null ? base.getRawQuery() : reference.getRawQuery();
            return of(base.getScheme(), base.getRawAuthority(), path(base), query);
        }
        return of(
                base.getScheme(),
                base.getRawAuthority(),
                withoutDots(merged(path(base), path(reference))),
                reference.getRawQuery());
    }

    private static String path(URI uri) {
        String path = uri.getRawPath();
        return path == null ? "" : path;
    }

    /** 5.2.3, of a base with a host. */
    private static String merged(String base, String path) {
        if (path.startsWith("/")) {
            return path;
        }
        return base.isEmpty() ? '/' + path : base.substring(0, base.lastIndexOf('/') + 1) + path;
    }

    /** 5.2.4, of a path that is empty or begins with a slash. */
    private static String withoutDots(String path) {
        StringBuilder clean = new StringBuilder();
        for (int at = 0; at < path.length(); ) {
            int next = path.indexOf('/', at + 1);
            int end = next < 0 ? path.length() : next;
            String segment = path.substring(at, end);
            boolean last = next < 0;
            if (segment.equals("/..")) {
                clean.setLength(Math.max(0, clean.lastIndexOf("/")));
            } else if (!segment.equals("/.")) {
                clean.append(segment);
                last = false;
            }
            if (last) {
                clean.append('/');
            }
            at = end;
        }
        return clean.toString();
    }

    /** 5.3. */
    private static URI of(String scheme, @Nullable String authority, String path, @Nullable String query)
            throws URISyntaxException {
        return new URI(
                scheme + ':' + (authority == null ? "" : "//" + authority) + path + (query == null ? "" : '?' + query));
    }
}
