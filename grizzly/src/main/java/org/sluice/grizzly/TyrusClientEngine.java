package org.sluice.grizzly;

import jakarta.websocket.WebSocketContainer;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.auth.AuthConfig;
import org.glassfish.tyrus.core.HandshakeException;
import org.glassfish.tyrus.core.l10n.LocalizationMessages;
import org.jspecify.annotations.Nullable;
import org.sluice.api.WebSocketControl;
import org.sluice.api.WebSocketException;
import org.sluice.core.spi.ClientEngine;
import org.sluice.core.spi.ConnectJournal;
import org.sluice.grizzly.client.ClientConnections;
import org.sluice.grizzly.client.ConnectSettings;
import org.sluice.grizzly.client.SharedClientContainer;

/**
 * Connects with Tyrus on Grizzly. Redirects and answers to an authentication challenge are left to the caller: both are
 * switched off and reported as what they are. The containers of a class loader share one transport; its few threads are daemons, and
 * end a second after the last connection.
 */
public final class TyrusClientEngine implements ClientEngine {

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int INTERNAL_ERROR = 500;
    /** Tyrus takes a 0 for no limit too, and starts a thread for each session all the same. */
    private static final int NO_IDLE_TIMEOUT = -1;

    /** For {@link java.util.ServiceLoader}. */
    public TyrusClientEngine() {}

    /**
     * {@inheritDoc}
     *
     * <p>The timeout is for the whole connect: name service, TCP, TLS, the server's answer and the endpoint's open handler. All addresses
     * of a name are tried, five at most.
     *
     * @throws IllegalArgumentException if the timeout is not positive
     */
    @Override
    public WebSocketContainer newContainer(Duration handshakeTimeout) {
        if (handshakeTimeout.isZero() || handshakeTimeout.isNegative()) {
            throw new IllegalArgumentException("handshakeTimeout must be positive, but is " + handshakeTimeout);
        }
        return container(ConnectSettings.within(handshakeTimeout), new ConnectJournal());
    }

    @Override
    public WebSocketContainer newContainer(WebSocketControl<?> options, ConnectJournal journal) {
        return container(ConnectSettings.of(options), journal);
    }

    @Override
    public void refuseUnknown(WebSocketControl<?> options) {
        // All are known.
    }

    /** An attempt keeps all deadlines itself. */
    @Override
    public Optional<Duration> longestConnect(WebSocketControl<?> options) {
        return Optional.empty();
    }

    private static WebSocketContainer container(ConnectSettings settings, ConnectJournal journal) {
        // Tyrus looks the class up by name through the context class loader first, which need not know us.
        ClientManager container = ContextLoader.under(
                TyrusClientEngine.class.getClassLoader(),
                () -> ClientManager.createClient(SharedClientContainer.class.getName()));
        Map<String, Object> properties = container.getProperties();
        // An attempt ends by its own deadlines, of which Tyrus knows nothing.
        properties.put(ClientProperties.HANDSHAKE_TIMEOUT, Integer.MAX_VALUE);
        properties.put(ClientProperties.REDIRECT_ENABLED, false);
        properties.put(ClientProperties.AUTH_CONFIG, noAuthentication());
        container.setDefaultMaxSessionIdleTimeout(NO_IDLE_TIMEOUT);
        ClientConnections.attach(container, settings, journal);
        return container;
    }

    @Override
    public void abandon(WebSocketContainer container) {
        if (container instanceof ClientManager ours) {
            ClientConnections.in(ours).ifPresent(ClientConnections::abandon);
        }
    }

    @Override
    public Optional<HandshakeAnswer> answerIn(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable each = failure; each != null && seen.add(each); each = each.getCause()) {
            if (each instanceof WebSocketException refusal
                    && refusal.httpStatus().isPresent()) {
                return Optional.of(new HandshakeAnswer(refusal.httpStatus().getAsInt(), detail(refusal.getMessage())));
            }
            if (each instanceof HandshakeException answer) {
                return Optional.of(new HandshakeAnswer(status(answer), detail(answer.getMessage())));
            }
        }
        return Optional.empty();
    }

    /** Tyrus says 500 for a 101 that it does not like as well as for a real 500; only the texts differ. */
    private static int status(HandshakeException answer) {
        int status = answer.getHttpStatusCode();
        String realOne = LocalizationMessages.INVALID_RESPONSE_CODE(SWITCHING_PROTOCOLS, INTERNAL_ERROR);
        boolean badUpgrade = status == INTERNAL_ERROR && !realOne.equals(answer.getMessage());
        return badUpgrade ? SWITCHING_PROTOCOLS : status;
    }

    private static String detail(@Nullable String message) {
        return message == null ? "" : message;
    }

    private static AuthConfig noAuthentication() {
        return AuthConfig.Builder.create()
                .disableProvidedBasicAuth()
                .disableProvidedDigestAuth()
                .build();
    }
}
