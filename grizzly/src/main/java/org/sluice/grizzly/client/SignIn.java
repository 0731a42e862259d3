package org.sluice.grizzly.client;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Credential;

/**
 * Signs in to one server, or one proxy, during one connect: a token that goes along and is asked for once more where it is refused; a
 * password that is sent when it is asked for, by Digest where that is possible, else by Basic (RFC 7617). One thread.
 */
final class SignIn {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST_TOKENS = 2;

    private final @Nullable Credential credential;
    private final @Nullable Supplier<String> tokens;
    private int tokensAsked;
    private boolean passwordSent;
    private boolean staleOnce;

    SignIn(@Nullable Credential credential, @Nullable Supplier<String> tokens) {
        this.credential = credential;
        this.tokens = tokens;
    }

    /** What goes along with the first request; null for nothing. May block as long as the application's supplier does. */
    @Nullable
    String first() {
        return tokens == null ? null : token(tokens);
    }

    private String token(Supplier<String> from) {
        tokensAsked++;
        return "Bearer " + from.get();
    }

    /**
     * What goes along with the next request after a refusal.
     *
     * @param lines of the header with the challenges
     * @param method of the request
     * @param target of the request
     * @return null where all that could be shown was refused
     */
    @Nullable
    String next(List<String> lines, String method, String target) {
        if (tokens != null && tokensAsked < MOST_TOKENS) {
            return token(tokens);
        }
        return credential == null ? null : password(credential, AuthChallenge.read(lines), method, target);
    }

    private @Nullable String password(Credential who, List<AuthChallenge> challenges, String method, String target) {
        Optional<DigestChallenge> digest = challenges.stream()
                .flatMap(each -> DigestChallenge.of(each).stream())
                .min(Comparator.comparingInt(DigestChallenge::weakness));
        if (passwordSent) {
            // Only the nonce was too old, once.
            if (staleOnce || digest.filter(DigestChallenge::isStale).isEmpty()) {
                return null;
            }
            staleOnce = true;
        }
        passwordSent = true;
        if (digest.isPresent()) {
            return digest.get().answer(who, method, target, nonce());
        }
        return challenges.stream().anyMatch(each -> each.is("Basic")) ? basic(who) : null;
    }

    private static String basic(Credential who) {
        byte[] pair = (who.user() + ':' + who.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static String nonce() {
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }
}
