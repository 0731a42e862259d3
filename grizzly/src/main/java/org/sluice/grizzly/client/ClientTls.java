package org.sluice.grizzly.client;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Makes the engines of a client's TLS: versions 1.3 and 1.2, the server named, and its certificate checked against that name. */
final class ClientTls {

    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");
    private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

    private ClientTls() {}

    /**
     * Makes an engine for one connection.
     *
     * @param context null for the JDK's own
     * @param host as in the URI, an address of IPv6 in brackets
     * @throws SSLException if the context is of no use
     */
    static SSLEngine engine(@Nullable SSLContext context, String host, int port) throws SSLException {
        SSLEngine engine = (context == null ? byDefault() : context).createSSLEngine(withoutBrackets(host), port);
        engine.setUseClientMode(true);
        List<String> supported = List.of(engine.getSupportedProtocols());
        List<String> enabled = List.of(engine.getEnabledProtocols());
        String[] versions = VERSIONS.stream()
                .filter(supported::contains)
                .filter(enabled::contains)
                .toArray(String[]::new);
        if (versions.length == 0) {
            throw new SSLException("The SSL context allows neither TLS 1.3 nor 1.2, but " + enabled);
        }
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(versions);
        // Without it any valid certificate would do for any server (RFC 9110, 4.3.4).
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(serverNames(host)
                .map(SNIHostName::new)
                .<SNIServerName>map(name -> name)
                .toList());
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** A name without the dot of the root; none for an address (RFC 6066, 3). */
    private static Stream<String> serverNames(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        boolean address = host.startsWith("[") || IPV4.matcher(name).matches();
        return address || name.isEmpty() ? Stream.empty() : Stream.of(name);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static SSLContext byDefault() throws SSLException {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new SSLException("The JVM's own SSL context cannot be made; check the javax.net.ssl properties", e);
        }
    }
}
