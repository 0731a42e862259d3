package org.sluice.api;

import java.util.Objects;

/**
 * A user name and a password, for a server or a proxy.
 *
 * @param user the user name
 * @param password the password; {@link #toString()} does not show it
 */
public record Credential(String user, String password) {

    /**
     * Makes a credential.
     *
     * @param user the user name
     * @param password the password
     * @throws NullPointerException if a reference is null
     */
    public Credential {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return "Credential[user=" + user + ", password=***]";
    }
}
