package org.sluice.core.spi;

import java.util.ArrayList;
import java.util.List;
import org.sluice.api.HostResolver;
import org.sluice.api.WebSocketControl;

/** Finds the options that a WebSocket container of another make has no place for. */
final class ForeignOptions {

    private ForeignOptions() {}

    /**
     * Refuses what the Jakarta API cannot ask for.
     *
     * @throws UnsupportedOperationException if there is any; it names all of them
     */
    static void refuse(WebSocketControl<?> options) {
        List<String> asked = new ArrayList<>();
        note(asked, "noDelay(false)", !options.noDelay());
        note(asked, "outboundBufferSize", options.outboundBufferSize().isPresent());
        note(asked, "tcpKeepAlive", options.tcpKeepAlive());
        note(asked, "localAddress", options.localAddress().isPresent());
        note(asked, "hostResolver", options.hostResolver() != HostResolver.SYSTEM);
        note(asked, "overallConnectTimeout", options.overallConnectTimeout().isPresent());
        note(asked, "maxRedirects", options.maxRedirects() > 0);
        note(asked, "serverCredential", options.serverCredential().isPresent());
        note(asked, "bearerToken", options.bearerToken().isPresent());
        note(asked, "cookieHandler", options.cookieHandler().isPresent());
        note(asked, "proxyCredential", options.proxyCredential().isPresent());
        note(asked, "proxy", options.proxy().isPresent());
        note(asked, "sslContext", options.sslContext().isPresent());
        note(asked, "clientCertificate", options.clientCertificate().isPresent());
        note(asked, "trustStore", options.trustStore().isPresent());
        note(
                asked,
                "ignorableServerCertificateErrors",
                !options.ignorableServerCertificateErrors().isEmpty());
        note(
                asked,
                "serverCertificateValidator",
                options.serverCertificateValidator().isPresent());
        note(asked, "checkRevocation", options.checkRevocation());
        note(asked, "tlsProtocols", !options.tlsProtocols().isEmpty());
        note(asked, "tlsCipherSuites", !options.tlsCipherSuites().isEmpty());
        note(asked, "publicKeyPins", !options.publicKeyPins().isEmpty());
        if (!asked.isEmpty()) {
            throw new UnsupportedOperationException("The WebSocket engine that was found cannot do "
                    + String.join(", ", asked) + "; connect with that of sluice-grizzly, or leave the option out");
        }
    }

    private static void note(List<String> asked, String option, boolean is) {
        if (is) {
            asked.add(option);
        }
    }
}
