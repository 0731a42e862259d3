package org.sluice.grizzly.client;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sluice.api.HttpAnswer;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;

/**
 * The requests of one connect: the first one, and what an answer leads to, a redirect or a sign-in, with cookies. Nothing of who the
 * application is goes to another server than the one it named. One call at a time, which the application's handlers may block.
 */
final class Visits {

    private static final int UNAUTHORIZED = 401;
    private static final Set<String> SECRETS = Set.of("Authorization", "Proxy-Authorization", "Cookie");

    private final AccountSettings settings;
    private final URI origin;
    private final Target originTarget;
    private final Map<String, List<String>> original;
    private SignIn signIn;
    private @Nullable String authorization;
    private int redirects;
    private boolean again;

    /**
     * Of a connect.
     *
     * @param uri {@code ws} or {@code wss}
     * @param fields of the engine's request
     */
    Visits(AccountSettings settings, URI uri, boolean secure, Map<String, List<String>> fields) {
        this.settings = settings;
        this.origin = uri;
        this.originTarget = Target.of(uri, secure);
        this.original = copy(fields);
        this.signIn = settings.signIn();
    }

    /** The first one. */
    Visit first() throws IOException {
        authorization = signIn.first();
        return visit(origin, originTarget);
    }

    /** Keeps the cookies of an answer. */
    void answered(Visit visit, ResponseHead head) throws IOException {
        CookieHandler cookies = settings.cookies();
        if (cookies != null) {
            cookies.put(http(visit), head.byName());
        }
    }

    /**
     * What follows a refusal.
     *
     * @return empty where it is the last word
     * @throws WebSocketException if a redirect cannot be followed
     */
    Optional<Visit> after(Visit visit, HttpAnswer refusal) throws IOException {
        again = true;
        if (refusal.status() == UNAUTHORIZED && visit.home()) {
            authorization = signIn.next(
                    refusal.headers().getOrDefault("WWW-Authenticate", List.of()),
                    "GET",
                    RequestHead.target(visit.uri()));
            return authorization == null ? Optional.empty() : Optional.of(visit(visit.uri(), visit.target()));
        }
        if (!Redirect.is(refusal) || settings.maxRedirects() == 0) {
            return Optional.empty();
        }
        URI next = Redirect.target(visit.uri(), refusal);
        if (++redirects > settings.maxRedirects()) {
            throw Redirect.failed(
                    visit.uri(),
                    refusal,
                    "is one more than the " + settings.maxRedirects() + " that are followed",
                    WebErrorStatus.REDIRECT_FAILED);
        }
        Target target = Target.of(next, "wss".equals(next.getScheme()));
        signIn = settings.signIn();
        authorization = isHome(target) ? signIn.first() : null;
        return Optional.of(visit(next, target));
    }

    private boolean isHome(Target target) {
        return target.secure() == originTarget.secure()
                && target.port() == originTarget.port()
                && target.host().equalsIgnoreCase(originTarget.host());
    }

    private Visit visit(URI uri, Target target) throws IOException {
        boolean home = isHome(target);
        Map<String, List<String>> fields = copy(original);
        if (!home) {
            SECRETS.forEach(fields::remove);
        }
        if (again) {
            fields.put(UpgradeKey.KEY, List.of(UpgradeKey.fresh()));
            fields.put("Host", List.of(target.authority()));
        }
        if (authorization != null) {
            fields.put("Authorization", List.of(authorization));
        }
        Visit visit = new Visit(uri, target, fields, home);
        CookieHandler cookies = settings.cookies();
        if (cookies != null) {
            addCookies(cookies.get(http(visit), copy(fields)), fields);
        }
        return visit;
    }

    private static void addCookies(Map<String, List<String>> found, Map<String, List<String>> fields) {
        List<String> all = new ArrayList<>(fields.getOrDefault("Cookie", List.of()));
        found.forEach((name, values) -> {
            if (name.equalsIgnoreCase("Cookie")) {
                all.addAll(values);
            }
        });
        if (!all.isEmpty()) {
            // One line, as RFC 6265, 5.4 wants it.
            fields.put("Cookie", List.of(String.join("; ", all)));
        }
    }

    /** As cookie handlers and proxy selectors know it. */
    static URI http(Visit visit) {
        String whole = visit.uri().toString();
        return URI.create((visit.target().secure() ? "https" : "http") + whole.substring(whole.indexOf(':')));
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> fields) {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return copy;
    }
}
