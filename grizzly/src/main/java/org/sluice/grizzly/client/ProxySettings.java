package org.sluice.grizzly.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Credential;
import org.sluice.api.WebSocketControl;

/**
 * Which proxy a connect goes through.
 *
 * @param selector of the socket; null for that of the JVM
 * @param credential for the proxy; null for none
 * @param excepted hosts for which the JVM's selector is not asked
 */
record ProxySettings(
        @Nullable ProxySelector selector, @Nullable Credential credential, NoProxy excepted) {

    static ProxySettings ofJvm() {
        return new ProxySettings(null, null, NoProxy.ofEnvironment());
    }

    static ProxySettings of(WebSocketControl<?> options) {
        return new ProxySettings(
                options.proxy().orElse(null), options.proxyCredential().orElse(null), NoProxy.ofEnvironment());
    }

    /** Whether code of the application's is asked, which may block; the JDK's own selectors do not. */
    boolean askTheApplication() {
        ProxySelector asked = asked();
        return asked != null && asked.getClass().getModule() != ProxySelector.class.getModule();
    }

    private @Nullable ProxySelector asked() {
        return selector == null ? ProxySelector.getDefault() : selector;
    }

    /**
     * The proxies to try, in this order.
     *
     * @param asHttp with a scheme that selectors know
     * @return at least one, perhaps {@link Proxy#NO_PROXY}
     */
    List<Proxy> choose(URI asHttp, Target target) {
        ProxySelector asked = asked();
        if (asked == null || (selector == null && excepted.names(target))) {
            return List.of(Proxy.NO_PROXY);
        }
        List<Proxy> chosen = asked.select(asHttp);
        return chosen == null || chosen.isEmpty() ? List.of(Proxy.NO_PROXY) : chosen;
    }

    /** Tells the selector that a proxy could not be reached. */
    void failed(URI http, SocketAddress proxy, IOException failure) {
        ProxySelector asked = asked();
        if (asked != null && proxy instanceof InetSocketAddress) {
            asked.connectFailed(http, proxy, failure);
        }
    }

    SignIn signIn() {
        return new SignIn(credential, null);
    }
}
