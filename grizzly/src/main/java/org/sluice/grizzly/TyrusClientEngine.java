package org.sluice.grizzly;

import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.auth.AuthConfig;
import org.glassfish.tyrus.container.grizzly.client.GrizzlyClientProperties;
import org.glassfish.tyrus.core.HandshakeException;
import org.glassfish.tyrus.core.l10n.LocalizationMessages;
import org.jspecify.annotations.Nullable;
import org.sluice.core.spi.ClientEngine;

/**
 * Connects with Tyrus on Grizzly. Redirects and answers to an authentication challenge are left to the caller: both are
 * switched off and reported as what they are. All threads are daemons, and all end with the last connection of a container.
 */
public final class TyrusClientEngine implements ClientEngine {

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int INTERNAL_ERROR = 500;
    /** One reads while the other writes; Tyrus uses no more for a connection. */
    private static final int WORKERS = 2;

    /** For {@link java.util.ServiceLoader}. */
    public TyrusClientEngine() {}

    /**
     * {@inheritDoc}
     *
     * <p>The timeout counts from the moment that TCP and TLS are up; each of these has 30 seconds of Tyrus's own.
     *
     * @throws IllegalArgumentException if the timeout is not positive
     */
    @Override
    public WebSocketContainer newContainer(Duration handshakeTimeout) {
        if (handshakeTimeout.isZero() || handshakeTimeout.isNegative()) {
            throw new IllegalArgumentException("handshakeTimeout must be positive, but is " + handshakeTimeout);
        }
        // Tyrus looks the class up by name through the context class loader first, which need not know us.
        ClientManager container = ContextLoader.under(
                TyrusClientEngine.class.getClassLoader(),
                () -> ClientManager.createClient(TrackedClientContainer.class.getName()));
        Map<String, Object> properties = container.getProperties();
        properties.put(ClientProperties.HANDSHAKE_TIMEOUT, millis(handshakeTimeout));
        properties.put(ClientProperties.REDIRECT_ENABLED, false);
        properties.put(ClientProperties.AUTH_CONFIG, noAuthentication());
        // No pool for selectors: Tyrus has one for a connection, but with a pool of ours as many as there are
        // processors.
        properties.put(GrizzlyClientProperties.WORKER_THREAD_POOL_CONFIG, workers());
        ClientConnections.attach(container);
        return container;
    }

    @Override
    public void abandon(WebSocketContainer container) {
        if (container instanceof ClientManager ours) {
            ClientConnections.in(ours).abandon();
        }
    }

    /** Escapes what is escaped once more, since Tyrus decodes path and query once before it writes them into the request line. */
    @Override
    public URI requestUri(URI uri) {
        String ascii = uri.toASCIIString();
        int afterAuthority =
                ascii.indexOf(uri.getRawAuthority()) + uri.getRawAuthority().length();
        return URI.create(ascii.substring(0, afterAuthority)
                + ascii.substring(afterAuthority).replace("%", "%25"));
    }

    @Override
    public Optional<HandshakeAnswer> answerIn(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable each = failure; each != null && seen.add(each); each = each.getCause()) {
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

    private static ThreadPoolConfig workers() {
        return ThreadPoolConfig.defaultConfig()
                .setPoolName("sluice-client-worker")
                .setDaemon(true)
                .setCorePoolSize(WORKERS)
                .setMaxPoolSize(WORKERS);
    }

    private static int millis(Duration timeout) {
        long most = Integer.MAX_VALUE;
        boolean finite = timeout.compareTo(Duration.ofMillis(most)) < 0;
        return (int) (finite ? Math.max(1, timeout.toMillis()) : most);
    }
}
