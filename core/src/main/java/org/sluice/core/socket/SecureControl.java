package org.sluice.core.socket;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CertificateError;
import org.sluice.api.ClientCertificate;
import org.sluice.api.ServerCertificateValidator;
import org.sluice.api.WebSocketControl;

/** The options of a connect's TLS. Guarded by itself. */
abstract class SecureControl<C extends WebSocketControl<C>> extends ConnectingControl<C> {

    private static final String PIN = "sha256/";
    private static final int SHA256_BYTES = 32;

    /** What is set; one object for all sockets that set nothing, of which a container has many. */
    private static final class Tls {

        private static final Tls DEFAULT = new Tls();

        private @Nullable SSLContext sslContext;
        private @Nullable ClientCertificate clientCertificate;
        private @Nullable KeyStore trustStore;
        private Set<CertificateError> ignorable = Set.of();
        private boolean checkRevocation;
        private @Nullable ServerCertificateValidator validator;
        private List<String> protocols = List.of();
        private List<String> suites = List.of();
        private Set<String> pins = Set.of();
    }

    private Tls tls = Tls.DEFAULT;

    SecureControl(boolean connects) {
        super(connects);
    }

    /** To be changed, with the lock: from then on the socket has its own. */
    private Tls own() {
        if (tls == Tls.DEFAULT) {
            tls = new Tls();
        }
        return tls;
    }

    @Override
    public C sslContext(SSLContext context) {
        Objects.requireNonNull(context, "context");
        return changeOfClient("sslContext", false, () -> {
            SSLContext before = tls.sslContext;
            own().sslContext = context;
            try {
                checkContext();
            } catch (IllegalStateException e) {
                own().sslContext = before;
                throw e;
            }
        });
    }

    @Override
    public synchronized Optional<SSLContext> sslContext() {
        return Optional.ofNullable(tls.sslContext);
    }

    /** What is inside a context can be neither seen nor added to. */
    private void checkContext() {
        List<String> decided = new ArrayList<>();
        if (tls.clientCertificate != null) {
            decided.add("clientCertificate");
        }
        if (tls.trustStore != null) {
            decided.add("trustStore");
        }
        if (!tls.ignorable.isEmpty()) {
            decided.add("ignorableServerCertificateErrors");
        }
        if (tls.checkRevocation) {
            decided.add("checkRevocation");
        }
        if (tls.sslContext != null && !decided.isEmpty()) {
            throw new IllegalStateException("sslContext and " + String.join(", ", decided)
                    + " exclude each other: an SSLContext decides about keys and trust by itself; give the keys as"
                    + " clientCertificate and the trust as trustStore instead");
        }
    }

    /** Refuses to set beside a context what that decides. */
    private C changeOfTrust(String option, boolean toDefault, Runnable change) {
        return changeOfClient(option, toDefault, () -> {
            if (tls.sslContext != null && !toDefault) {
                throw new IllegalStateException("sslContext and " + option
                        + " exclude each other: an SSLContext decides about keys and trust by itself; give the keys as"
                        + " clientCertificate and the trust as trustStore instead");
            }
            change.run();
        });
    }

    @Override
    public C clientCertificate(ClientCertificate certificate) {
        Objects.requireNonNull(certificate, "certificate");
        return changeOfTrust("clientCertificate", false, () -> own().clientCertificate = certificate);
    }

    @Override
    public synchronized Optional<ClientCertificate> clientCertificate() {
        return Optional.ofNullable(tls.clientCertificate);
    }

    @Override
    public C trustStore(KeyStore roots) {
        Objects.requireNonNull(roots, "roots");
        try {
            boolean any = false;
            for (String alias : Collections.list(roots.aliases())) {
                any |= roots.isCertificateEntry(alias);
            }
            if (!any) {
                throw new IllegalArgumentException("roots has no trusted certificate");
            }
        } catch (KeyStoreException e) {
            throw new IllegalArgumentException("roots cannot be read; load the key store first", e);
        }
        return changeOfTrust("trustStore", false, () -> own().trustStore = roots);
    }

    @Override
    public synchronized Optional<KeyStore> trustStore() {
        return Optional.ofNullable(tls.trustStore);
    }

    @Override
    public C ignorableServerCertificateErrors(Set<CertificateError> errors) {
        requireNoNull(errors, "errors");
        Set<CertificateError> copy = errors.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(errors));
        return changeOfTrust("ignorableServerCertificateErrors", copy.isEmpty(), () -> own().ignorable = copy);
    }

    @Override
    public synchronized Set<CertificateError> ignorableServerCertificateErrors() {
        return tls.ignorable;
    }

    @Override
    public C checkRevocation(boolean on) {
        return changeOfTrust("checkRevocation", !on, () -> own().checkRevocation = on);
    }

    @Override
    public synchronized boolean checkRevocation() {
        return tls.checkRevocation;
    }

    @Override
    public C serverCertificateValidator(ServerCertificateValidator added) {
        Objects.requireNonNull(added, "validator");
        return changeOfClient("serverCertificateValidator", false, () -> own().validator = added);
    }

    @Override
    public synchronized Optional<ServerCertificateValidator> serverCertificateValidator() {
        return Optional.ofNullable(tls.validator);
    }

    @Override
    public C tlsProtocols(List<String> names) {
        List<String> copy = atLeastOne("protocols", names);
        return changeOfClient("tlsProtocols", false, () -> own().protocols = copy);
    }

    @Override
    public synchronized List<String> tlsProtocols() {
        return tls.protocols;
    }

    @Override
    public C tlsCipherSuites(List<String> names) {
        List<String> copy = atLeastOne("suites", names);
        return changeOfClient("tlsCipherSuites", false, () -> own().suites = copy);
    }

    @Override
    public synchronized List<String> tlsCipherSuites() {
        return tls.suites;
    }

    private static List<String> atLeastOne(String argument, List<String> names) {
        requireNoNull(names, argument);
        List<String> copy = List.copyOf(names);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException(argument + " is empty; name at least one, or leave the option alone");
        }
        return copy;
    }

    @Override
    public C publicKeyPins(Set<String> hashes) {
        requireNoNull(hashes, "pins");
        Set<String> copy = Set.copyOf(hashes);
        for (String pin : copy) {
            if (!isPin(pin)) {
                throw new IllegalArgumentException(
                        "pins has \"" + pin + "\", which is not sha256/ and 32 bytes in Base64 (RFC 7469, 2.4)");
            }
        }
        return changeOfClient("publicKeyPins", copy.isEmpty(), () -> own().pins = copy);
    }

    private static boolean isPin(String pin) {
        if (!pin.startsWith(PIN)) {
            return false;
        }
        try {
            return Base64.getDecoder().decode(pin.substring(PIN.length())).length == SHA256_BYTES;
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    @Override
    public synchronized Set<String> publicKeyPins() {
        return tls.pins;
    }
}
