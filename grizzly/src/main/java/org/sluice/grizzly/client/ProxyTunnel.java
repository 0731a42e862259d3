package org.sluice.grizzly.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sluice.api.HttpAnswer;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.spi.ConnectJournal;

/** Asks a proxy for a connection with a server: an HTTP proxy by CONNECT (RFC 9110, 9.3.6), a SOCKS proxy by SOCKS 5. */
final class ProxyTunnel {

    private static final int SIGN_IN = 407;

    private final Reaching reaching;
    private final Patience patience;
    private final ProxySettings settings;
    private final ConnectJournal journal;

    ProxyTunnel(Reaching reaching, Patience patience, ProxySettings settings, ConnectJournal journal) {
        this.reaching = reaching;
        this.patience = patience;
        this.settings = settings;
        this.journal = journal;
    }

    /**
     * Asks for one.
     *
     * @throws Unreachable if the proxy could not be asked, so that another may be
     * @throws IOException if it refused, or the time was over
     */
    Reached to(Target target, Proxy proxy) throws IOException {
        if (!(proxy.address() instanceof InetSocketAddress address)) {
            throw new WebSocketException(
                    "The proxy " + proxy + " has no address", WebErrorStatus.CANNOT_CONNECT, Phase.PROXY);
        }
        journal.begin(Phase.PROXY);
        if (proxy.type() == Proxy.Type.SOCKS) {
            return socks(target, reach(address));
        }
        SignIn signIn = settings.signIn();
        String authorization = null;
        while (true) {
            Reached reached = reach(address);
            UpgradeExchange.Answer answer = ask(target, reached, authorization);
            if (answer.head().status() / 100 == 2) {
                return reached.withEarly(answer.rest());
            }
            HttpAnswer refusal = Refusals.read(reached, answer, patience);
            reached.tcp().cancel();
            authorization = refusal.status() == SIGN_IN
                    ? signIn.next(
                            refusal.headers().getOrDefault("Proxy-Authenticate", List.of()),
                            "CONNECT",
                            target.hostAndPort())
                    : null;
            if (authorization == null) {
                journal.answered(refusal);
                throw WebSocketException.ofHttpStatus(
                        "The proxy " + address + " answered the request for a tunnel to " + target.hostAndPort()
                                + " with HTTP status " + refusal.status()
                                + "; check control().proxyCredential() and what the proxy allows",
                        refusal.status(),
                        Phase.PROXY,
                        null);
            }
        }
    }

    private Reached reach(InetSocketAddress address) throws IOException {
        try {
            List<InetAddress> found =
                    address.isUnresolved() ? reaching.resolve(address.getHostString()) : List.of(address.getAddress());
            return reaching.connect(found, address.getPort());
        } catch (IOException e) {
            patience.check();
            throw new Unreachable(new WebSocketException(
                    "The proxy " + address + " cannot be reached: " + e.getMessage(),
                    WebErrorStatus.of(e),
                    Phase.PROXY,
                    e));
        }
    }

    private Reached socks(Target target, Reached reached) throws IOException {
        SocksDialog dialog =
                new SocksDialog(reached.line(), new Socks5(target.host(), target.port(), settings.credential()));
        reached.events().to(dialog);
        return reached.withEarly(patience.await(dialog.start(), "the SOCKS proxy", reached.deadline()));
    }

    private UpgradeExchange.Answer ask(Target target, Reached reached, @Nullable String authorization)
            throws IOException {
        Map<String, List<String>> fields = new TreeMap<>();
        fields.put("Host", List.of(target.hostAndPort()));
        if (authorization != null) {
            fields.put("Proxy-Authorization", List.of(authorization));
        }
        UpgradeExchange exchange =
                new UpgradeExchange(reached, RequestHead.of("CONNECT", target.hostAndPort(), fields), "proxy");
        reached.events().to(exchange);
        return patience.await(exchange.start(), "the proxy's answer", reached.deadline());
    }

    /** The proxy could not be asked. */
    static final class Unreachable extends IOException {

        private static final long serialVersionUID = 1L;

        private final WebSocketException why;

        Unreachable(WebSocketException why) {
            super(why);
            this.why = why;
        }

        WebSocketException why() {
            return why;
        }
    }
}
