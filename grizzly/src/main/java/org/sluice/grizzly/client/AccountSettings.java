package org.sluice.grizzly.client;

import java.net.CookieHandler;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Credential;
import org.sluice.api.WebSocketControl;

/**
 * How a connect answers servers that want to know who it is, or send it elsewhere.
 *
 * @param credential null for none
 * @param tokens null for none
 * @param cookies null for none
 * @param maxRedirects 0 to follow none
 */
record AccountSettings(
        @Nullable Credential credential,
        @Nullable Supplier<String> tokens,
        @Nullable CookieHandler cookies,
        int maxRedirects) {

    static final AccountSettings NONE = new AccountSettings(null, null, null, 0);

    static AccountSettings of(WebSocketControl<?> options) {
        return new AccountSettings(
                options.serverCredential().orElse(null),
                options.bearerToken().orElse(null),
                options.cookieHandler().orElse(null),
                options.maxRedirects());
    }

    /** Whether code of the application's has a say, which may block. */
    boolean askTheApplication() {
        return tokens != null || cookies != null;
    }

    /** A new one for each server. */
    SignIn signIn() {
        return new SignIn(credential, tokens);
    }
}
