package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is wrong with a store; that a certificate is offered is proven by connects. */
class ClientCertificateTest {

    private static final char[] PASSWORD = "secret".toCharArray();

    private static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        return store;
    }

    @Test
    @DisplayName("P67-P68: a store without a key is refused by name")
    void aStoreWithoutAKeyIsRefused() throws Exception {
        KeyStore store = empty();
        assertThatThrownBy(() -> ClientCertificate.of(store, PASSWORD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("store has no private key with a certificate chain");
    }

    @Test
    void aStoreThatWasNotLoadedIsRefused() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        assertThatThrownBy(() -> ClientCertificate.of(store, PASSWORD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("store cannot be read");
    }
}
