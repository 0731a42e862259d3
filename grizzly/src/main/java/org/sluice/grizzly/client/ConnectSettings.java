package org.sluice.grizzly.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sluice.api.HostResolver;
import org.sluice.api.WebSocketControl;

/**
 * What a connect is to keep to, by part of the pipeline.
 *
 * @param timeout for each address, and for the name service
 * @param overall for the whole connect; null for no more than its parts take
 * @param resolver looks names up
 * @param sockets how sockets are made
 * @param tls how TLS is done
 * @param proxies which are gone through
 * @param accounts who it is for whom
 */
public record ConnectSettings(
        Duration timeout,
        @Nullable Duration overall,
        HostResolver resolver,
        SocketOptions sockets,
        TlsSettings tls,
        ProxySettings proxies,
        AccountSettings accounts) {

    /**
     * The defaults, with one time for all of it.
     *
     * @param overall positive
     * @return settings
     */
    public static ConnectSettings within(Duration overall) {
        return new ConnectSettings(
                overall,
                overall,
                HostResolver.SYSTEM,
                SocketOptions.DEFAULT,
                TlsSettings.DEFAULT,
                ProxySettings.ofJvm(),
                AccountSettings.NONE);
    }

    /**
     * Those of a socket.
     *
     * @param options frozen
     * @return settings
     */
    public static ConnectSettings of(WebSocketControl<?> options) {
        return new ConnectSettings(
                options.connectTimeout(),
                options.overallConnectTimeout().orElse(null),
                options.hostResolver(),
                SocketOptions.of(options),
                TlsSettings.of(options),
                ProxySettings.of(options),
                AccountSettings.of(options));
    }
}
