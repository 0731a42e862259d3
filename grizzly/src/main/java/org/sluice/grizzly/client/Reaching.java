package org.sluice.grizzly.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Phase;
import org.sluice.core.common.Deadline;
import org.sluice.core.spi.ConnectJournal;

/** Makes the plain connection of a connect: name service, proxy, TCP. What goes over it is left to others. The caller's thread waits. */
final class Reaching {

    private final ConnectSettings settings;
    private final ConnectJournal journal;
    private final Patience patience;
    private final Executor threads;
    private final ApplicationCode application;
    private final Consumer<TcpConnect> connected;

    /**
     * Of one connect.
     *
     * @param connected told of each connection, which it then cuts if need be
     */
    Reaching(
            ConnectSettings settings,
            ConnectJournal journal,
            Patience patience,
            Executor threads,
            Consumer<TcpConnect> connected) {
        this.settings = settings;
        this.journal = journal;
        this.patience = patience;
        this.threads = threads;
        this.application = new ApplicationCode(threads, patience);
        this.connected = connected;
    }

    /**
     * Reaches a server.
     *
     * @param http its URI, as proxy selectors know it
     */
    Reached reach(Target target, URI http) throws IOException {
        ProxyTunnel.@Nullable Unreachable failure = null;
        for (Proxy proxy : proxies(http, target)) {
            if (proxy.type() == Proxy.Type.DIRECT) {
                return direct(target);
            }
            try {
                return new ProxyTunnel(this, patience, settings.proxies(), journal).to(target, proxy);
            } catch (ProxyTunnel.Unreachable e) {
                failed(http, proxy, e);
                failure = e;
            }
        }
        if (failure == null) {
            throw new IllegalStateException("A selector of proxies chose none, not even to do without");
        }
        throw failure.why();
    }

    private List<Proxy> proxies(URI http, Target target) throws IOException {
        ProxySettings proxies = settings.proxies();
        return proxies.askTheApplication()
                ? application.ask(
                        "the selector of proxies", Deadline.in(settings.timeout()), () -> proxies.choose(http, target))
                : proxies.choose(http, target);
    }

    private void failed(URI http, Proxy proxy, IOException failure) throws IOException {
        ProxySettings proxies = settings.proxies();
        if (proxies.askTheApplication()) {
            application.tell(
                    "the selector of proxies",
                    Deadline.in(settings.timeout()),
                    () -> proxies.failed(http, proxy.address(), failure));
        } else {
            proxies.failed(http, proxy.address(), failure);
        }
    }

    private Reached direct(Target target) throws IOException {
        List<InetAddress> found;
        if (Lookup.isAddress(target.host())) {
            found = Lookup.address(target.host());
        } else {
            journal.begin(Phase.DNS);
            found = resolve(target.host());
        }
        journal.begin(Phase.TCP);
        return connect(found, target.port());
    }

    /** Asks the name service. */
    List<InetAddress> resolve(String host) throws IOException {
        Lookup lookup = Lookup.of(host, settings.resolver(), threads);
        try {
            return patience.await(lookup.result(), "the name service", Deadline.in(settings.timeout()));
        } finally {
            lookup.abandon();
        }
    }

    /** Connects to one of several addresses. */
    Reached connect(List<InetAddress> found, int port) throws IOException {
        List<InetSocketAddress> addresses = AddressOrder.of(
                        found, settings.sockets().boundTo())
                .stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        TcpRace.Winner winner = new TcpRace(addresses, settings.sockets(), settings.timeout(), patience).run();
        connected.accept(winner.connect());
        return new Reached(
                winner.connect(),
                winner.connect().result().join(),
                winner.connect().events(),
                winner.deadline());
    }
}
