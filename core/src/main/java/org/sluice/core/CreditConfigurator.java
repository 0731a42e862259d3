package org.sluice.core;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.core.application.Applications;
import org.sluice.core.config.Settings;
import org.sluice.core.credit.CreditException;
import org.sluice.core.credit.CreditOffer;
import org.sluice.core.credit.CreditOffer.Kind;
import org.sluice.core.credit.CreditTerms;
import org.sluice.core.credit.Grant;

/**
 * Agrees on flow control with a client that offers it (docs/flow-control.md), for an endpoint that names it:
 *
 * <pre>{@code
 * @ServerEndpoint(value = "/upload", configurator = CreditConfigurator.class)
 * public class Upload extends StreamEndpoint { ... }
 * }</pre>
 *
 * <p>A reader that stops then stops the writer within the window, 256 KiB at first, on every container, pings are answered meanwhile, and no thread of the
 * container is held. The socket's {@link org.sluice.api.WebSocketInformation#handshakeHeaders} are known too, which on the embedded server
 * they always are. Everything else is left to the container's own configurator. A configurator of the application's extends this one.
 */
public class CreditConfigurator extends ServerEndpointConfig.Configurator {

    /** The sub-protocol in which browsers have flow control on a stream endpoint that names it. */
    public static final String SUB_PROTOCOL = Grant.SUB_PROTOCOL;

    private static final Logger LOG = System.getLogger("org.sluice");

    /** Called by the container. */
    public CreditConfigurator() {}

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        super.modifyHandshake(config, request, response);
        answer(config.getEndpointClass(), config, request, response);
    }

    /** Answers for an endpoint of that class; for one that is not of ours there is nothing to say. */
    static void answer(
            Class<?> endpoint, ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        if (!SocketEndpoint.class.isAssignableFrom(endpoint)) {
            return;
        }
        PeerHeaders.keep(config.getUserProperties(), request.getHeaders());
        Kind kind = StreamEndpoint.class.isAssignableFrom(endpoint) ? Kind.STREAM : Kind.MESSAGE;
        Settings settings = Applications.of(endpoint.getClassLoader()).settings();
        CreditOffer own = CreditOffer.between(kind, settings.minReceiveWindow(), settings.maxReceiveWindow());
        Optional<CreditTerms> terms = CreditTerms.of(own, offered(request.getHeaders()));
        if (AgreedCredit.keep(config.getUserProperties(), terms, System.nanoTime())
                .isPresent()) {
            response.getHeaders().put(CreditOffer.HEADER, List.of(own.headerValue()));
        }
    }

    private static Optional<CreditOffer> offered(Map<String, List<String>> headers) {
        List<String> values = headers.entrySet().stream()
                .filter(header -> CreditOffer.HEADER.equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .toList();
        try {
            return CreditOffer.read(values);
        } catch (CreditException e) {
            LOG.log(Level.DEBUG, "A client is served without credit, since its offer is bad", e);
            return Optional.empty();
        }
    }
}
