package org.sluice.core.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.api.ClosedHandler;
import org.sluice.api.WebSocket;
import org.sluice.api.WebSocketInformation;
import org.sluice.core.common.Callbacks;
import org.sluice.core.credit.CreditException;
import org.sluice.core.credit.CreditOffer;
import org.sluice.core.credit.CreditTerms;
import org.sluice.core.flow.Source;
import org.sluice.core.port.Brake;
import org.sluice.core.port.FrameSink;
import org.sluice.core.port.Inbound;

/**
 * What the application and the port call on both kinds of sockets. How a socket comes to its connection is left to {@link Connecting}, what
 * it then has of the port to {@link Wiring}, how it comes to its one closed event to {@link Closing}, what that means to {@link SocketEnd},
 * which step comes first to {@link Life}, and how the application is called to {@link ApplicationCalls}; what flows through is left to the
 * subclasses. Has no lock of its own.
 */
public abstract class AbstractSocket implements Inbound {

    private final Information information = new Information();
    private final ApplicationCalls calls;
    private final Pings pings;
    private final Wiring wiring = new Wiring();

    private final Life life = new Life();
    private final Connecting connecting;
    private final Upkeep upkeep = new Upkeep(life);
    private final SocketEnd end;
    private final Closing closing;
    private final ApplicationFailures failures;

    /** Makes a socket; without a connector it waits for a container to open it. */
    AbstractSocket(@Nullable Connector connector, Callbacks application) {
        calls = new ApplicationCalls(application);
        pings = new Pings(calls.callbacks(), information::roundTrip);
        end = new SocketEnd(this, wiring, pings, upkeep, calls);
        closing = new Closing(life, end);
        failures = new ApplicationFailures(life, closing);
        connecting = new Connecting(
                connector, life, information, () -> closeSoon(CloseCode.GOING_AWAY, "not wanted any more"));
    }

    /** The options, to be frozen. */
    abstract BaseControl<?> options();

    /**
     * What it exchanges.
     *
     * @return for the handshake
     */
    public abstract CreditOffer.Kind kind();

    /** This socket as the application knows it. */
    abstract WebSocket self();

    /** Makes the receiving side ready. Called once, before anything is received. */
    abstract void attach(Brake brake);

    /** Nothing more is received; what was is still delivered. Null means a clean end. */
    abstract void receiveEnded(@Nullable IOException why);

    /** This end closes: what was received and not yet delivered is given up. */
    abstract void receiveAbandoned(IOException why);

    /** The way in and out. */
    final Wiring wiring() {
        return wiring;
    }

    /** The way to the application. */
    final ApplicationCalls calls() {
        return calls;
    }

    // Connecting.

    /** See {@link WebSocket#connectAsync(URI)}. */
    public CompletableFuture<Void> connectAsync(URI uri) {
        return connecting.begin(this, uri, options());
    }

    /** See {@link WebSocket#connect(URI)}. */
    public void connect(URI uri) throws IOException {
        ConnectFuture.await(connectAsync(uri));
    }

    /**
     * Tells the information what a client's engine knows of the connect, opened or failed.
     *
     * @param how it went
     */
    public final void connectedAs(ConnectDetails how) {
        information.connected(how);
    }

    /**
     * Tells the information both ends of the connection; before it opens.
     *
     * @param local this end
     * @param remote the other end
     */
    public final void connectedBetween(InetSocketAddress local, InetSocketAddress remote) {
        information.addresses(local, remote);
    }

    /**
     * Says that both ends agreed on credit. Called before the socket opens, if at all.
     *
     * @param agreed the terms
     */
    public final void agree(CreditTerms agreed) {
        wiring.agree(agreed);
    }

    /**
     * Attaches the wire.
     *
     * @param to where frames go
     * @param brake released after each pause
     * @param handshake what was agreed
     * @return false if the socket was closed or its connect cancelled before; the caller then ends the connection
     */
    public boolean opened(FrameSink to, Brake brake, Handshake handshake) {
        boolean opened = life.open(() -> {
            information.opened(handshake);
            wiring.attach(
                    to, brake, new SendReports(to, information, closing), options()::maxReceiveWindow, this::attach);
        });
        if (opened) {
            wiring.beginCredit();
        }
        return opened;
    }

    /** Ends the time in which options and handlers can be set, on a socket that a container opened. */
    public void configured() {
        life.configured();
        options().freeze();
        KeepAlive.Plan plan = options().keepAlive();
        Attached to = wiring.attached();
        if (!plan.isNothing() && to != null) {
            upkeep.begin(plan, new Vitals(to, pings, information, closing));
            // A close may have come in between.
            closing.whenEnded(upkeep::stop);
        }
    }

    /** See {@link WebSocket#setRequestHeader}. */
    public void setRequestHeader(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        ifConfigurable("A request header", () -> connecting.header(name, value));
    }

    /** See {@link WebSocket#onClosed}. */
    public void onClosed(ClosedHandler handler) {
        Objects.requireNonNull(handler, "handler");
        ifConfigurable("The closed handler", () -> end.onClosed(handler));
    }

    /** Runs a change unless it comes too late. */
    final void ifConfigurable(String what, Runnable change) {
        life.ifConfigurable(what, change);
    }

    // While open.

    /** See {@link WebSocket#information()}. */
    public WebSocketInformation information() {
        return information;
    }

    final Information counters() {
        return information;
    }

    /** See {@link WebSocket#isOpen()}. */
    public boolean isOpen() {
        return life.canSend();
    }

    /** How long a send may take. */
    public final Duration sendTimeout() {
        return options().sendTimeout();
    }

    /** How long a close waits for its answer. */
    public final Duration closeTimeout() {
        return options().closeTimeout();
    }

    /**
     * What this end offers a peer that speaks of credit.
     *
     * @return for the handshake
     */
    public final CreditOffer offer() {
        return CreditOffer.between(
                kind(), options().minReceiveWindow(), options().maxReceiveWindow());
    }

    /** Whether the application asks for compression. */
    public final boolean compresses() {
        return options().compression();
    }

    /** Publishes what is received; a subscriber is called as handlers are. */
    final <T> Flow.Publisher<T> publishing(Source<T> source) {
        return calls.publishing(source, thrown -> handlerFailed("The subscriber", thrown));
    }

    /**
     * Runs work of the application beside the callbacks, which may last as long as the connection.
     *
     * @param work must not throw
     */
    public final void runForApplication(Runnable work) {
        calls.runLasting(work);
    }

    /** See {@link WebSocket#ping()}. */
    public CompletableFuture<Duration> ping() {
        return pings.send(wiring.lane());
    }

    @Override
    public final void pong(ByteBuffer payload) {
        try {
            if (!wiring.grants(payload)) {
                pings.answered(payload);
            }
        } catch (CreditException e) {
            refuse(CloseCode.PROTOCOL_ERROR, String.valueOf(e.getMessage()));
        }
    }

    // Closing.

    /**
     * Runs an action when the socket has ended and its closed event has its place among the callbacks; at once if it has.
     *
     * @param action must neither block nor throw
     */
    public final void whenEnded(Runnable action) {
        closing.whenEnded(action);
    }

    /** See {@link WebSocket#close()}. */
    public void close() {
        closing.closeAndWait(CloseCode.NO_STATUS, "");
    }

    /** See {@link WebSocket#close(int, String)}. */
    public void close(int code, String reason) {
        CloseReasons.check(code, reason);
        closing.closeAndWait(code, reason);
    }

    /** Closes without waiting, for use on threads that must not block. The reason is cut to fit. */
    public final void closeSoon(int code, String reason) {
        closing.closeSoon(code, reason);
    }

    /** As {@link #closeSoon}, but what was received before is still delivered. */
    final void refuse(int code, String reason) {
        closing.refuse(code, reason);
    }

    /**
     * Cuts the connection, with no word to the peer. Does nothing on a socket that is not open, or closed already.
     *
     * @param why for the closed event
     */
    public final void cut(String why) {
        Attached to = wiring.attached();
        if (to != null) {
            closing.cut(to.sink(), why, null);
        }
    }

    @Override
    public final void failed(int code, String reason) {
        refuse(code, reason);
    }

    @Override
    public final void stalled(Duration timeout) {
        failures.stalled(timeout);
    }

    @Override
    public final void closed(int code, String reason, @Nullable Throwable cause) {
        closing.end(code, reason, cause);
    }

    /** Ends the connection because a handler of the application failed. */
    final void handlerFailed(String handler, Throwable failure) {
        failures.handlerFailed(handler, failure);
    }
}
