package org.sluice.grizzly.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sluice.api.HttpAnswer;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;

/** Where a redirect leads (RFC 9110, 15.4), and where none may. Pure. */
final class Redirect {

    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private Redirect() {}

    static boolean is(HttpAnswer answer) {
        return STATUSES.contains(answer.status());
    }

    /**
     * The next address.
     *
     * @param from {@code ws} or {@code wss}
     * @return {@code ws} or {@code wss}, without a fragment
     * @throws WebSocketException if there is none that may be followed
     */
    static URI target(URI from, HttpAnswer answer) throws WebSocketException {
        List<String> locations = answer.headers().getOrDefault("Location", List.of());
        if (locations.isEmpty()) {
            throw failed(from, answer, "names no Location", WebErrorStatus.REDIRECT_FAILED);
        }
        URI next;
        try {
            next = UriReference.resolve(from, new URI(locations.get(0)));
            String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
            String ours = scheme.equals("http") ? "ws" : scheme.equals("https") ? "wss" : scheme;
            String whole = next.toASCIIString();
            int fragment = whole.indexOf('#');
            next = new URI(ours + whole.substring(scheme.length(), fragment < 0 ? whole.length() : fragment));
        } catch (URISyntaxException e) {
            throw failed(
                    from, answer, "leads to " + locations.get(0) + ", which is no URI", WebErrorStatus.REDIRECT_FAILED);
        }
        boolean known = "ws".equals(next.getScheme()) || "wss".equals(next.getScheme());
        if (!known || next.getHost() == null || next.getRawUserInfo() != null) {
            throw failed(
                    from,
                    answer,
                    "leads to " + next.getScheme() + "://" + next.getHost() + ", where no WebSocket can be",
                    WebErrorStatus.REDIRECT_FAILED);
        }
        if ("wss".equals(from.getScheme()) && "ws".equals(next.getScheme())) {
            throw failed(
                    from,
                    answer,
                    "leads from wss to ws, out of the encryption; that is never followed",
                    WebErrorStatus.HTTPS_TO_HTTP_ON_REDIRECTION);
        }
        return next;
    }

    static WebSocketException failed(URI from, HttpAnswer answer, String why, WebErrorStatus status) {
        return new WebSocketException("The redirect (" + answer + ") of " + from + " " + why, status, Phase.UPGRADE);
    }
}
