package org.sluice.core.socket;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.api.ClosedEvent;
import org.sluice.api.ClosedHandler;
import org.sluice.api.SendingSubscriber;
import org.sluice.api.WebSocket;
import org.sluice.api.WebSocketInformation;
import org.sluice.core.common.Callbacks;
import org.sluice.core.common.SerialExecutor;
import org.sluice.core.common.Steps;
import org.sluice.core.common.Threads;
import org.sluice.core.common.Timer;
import org.sluice.core.credit.CreditException;
import org.sluice.core.credit.CreditOffer;
import org.sluice.core.credit.CreditTerms;
import org.sluice.core.flow.Senders;
import org.sluice.core.flow.Sink;
import org.sluice.core.flow.SinkSubscriber;
import org.sluice.core.flow.Source;
import org.sluice.core.flow.SourcePublisher;
import org.sluice.core.port.Brake;
import org.sluice.core.port.FrameSink;
import org.sluice.core.port.Inbound;
import org.sluice.core.send.Outgoing;
import org.sluice.core.send.SendLane;
import org.sluice.core.send.SendListener;

/**
 * What both kinds of sockets are made of: their parts, and what the application and the port call on them. How a socket comes to its
 * connection is left to {@link Connecting}, how to its one closed event to {@link Closing}, which step comes first to {@link Life}; what
 * flows through it to the subclasses. Has no lock of its own.
 */
public abstract class AbstractSocket implements Inbound {

    private static final Logger LOG = System.getLogger("org.sluice");

    private final Information information = new Information();
    private final Callbacks application;
    private final Executor callbacks;
    private final Pings pings;
    private final Senders senders = new Senders();

    private final Life life = new Life();
    private final Connecting connecting;
    private final Closing closing = new Closing(life, new Ends());

    // Each written once, before the socket opens.
    private volatile @Nullable CreditTerms terms;
    private volatile @Nullable CreditLink credit;
    private volatile @Nullable Attached attached;

    private volatile @Nullable KeepAlive keepAlive;
    private volatile @Nullable ClosedHandler closedHandler;

    /** Makes a socket; without a connector it waits for a container to open it. */
    AbstractSocket(@Nullable Connector connector, Callbacks application) {
        this.application = application;
        this.callbacks = new SerialExecutor(NearExecutor.over(application.threads()));
        this.pings = new Pings(callbacks, information::roundTrip);
        this.connecting = new Connecting(
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
        terms = agreed;
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
            SendLane lane = new SendLane(to, Threads.shared(), new Sending(to));
            CreditTerms agreed = terms;
            credit =
                    agreed == null ? null : new CreditLink(lane, agreed, options()::maxReceiveWindow, System::nanoTime);
            Pauses pauses = new Pauses(brake, System::nanoTime);
            attach(pauses);
            attached = new Attached(to, lane, pauses);
        });
        CreditLink link = credit;
        if (opened && link != null) {
            link.begin();
        }
        return opened;
    }

    /** Ends the time in which options and handlers can be set, on a socket that a container opened. */
    public void configured() {
        life.configured();
        options().freeze();
        keepAlive();
    }

    private void keepAlive() {
        KeepAlive.Plan plan = options().keepAlive();
        Attached to = attached;
        if (plan.isNothing() || to == null) {
            return;
        }
        Vitals vitals = new Vitals(
                to.lane(),
                to.sink(),
                pings,
                information,
                to.pauses(),
                (why, cause) -> closing.cut(to.sink(), why, cause));
        KeepAlive made = new KeepAlive(plan, vitals, System::nanoTime, AbstractSocket::later);
        // In this order one of the two, this and a close, sees the other.
        keepAlive = made;
        if (life.isOpen()) {
            made.start();
        }
        // A close may have come in between.
        closing.whenEnded(made::stop);
    }

    /** Not on the timer's thread, since a send may have to encrypt or compress what others have handed in. */
    private static Timer.Cancel later(Duration delay, Runnable task) {
        return Timer.in(delay, () -> Threads.shared().execute(task));
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
        ifConfigurable("The closed handler", () -> closedHandler = handler);
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

    /** The way out; after the close it throws what it must. */
    final SendLane lane() {
        Attached to = attached;
        if (to == null) {
            throw new IllegalStateException("The socket is not connected; connect it first.");
        }
        return to.lane();
    }

    /** How long a send may take. */
    public final Duration sendTimeout() {
        return options().sendTimeout();
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

    /** Runs a callback of the application after those before it. */
    final void callBack(Runnable callback) {
        callbacks.execute(() -> application.context().run(callback));
    }

    /** Publishes what is received; a subscriber is called as handlers are. */
    final <T> Flow.Publisher<T> publishing(Source<T> source) {
        return new SourcePublisher<>(source, this::callBack, thrown -> handlerFailed("The subscriber", thrown));
    }

    /** Sends beside the callbacks, since it may wait. */
    final <T> SendingSubscriber<T> sending(Sink<? super T> sink) {
        Executor turns = new SerialExecutor(application.threads());
        return new SinkSubscriber<>(
                sink, turn -> turns.execute(() -> application.context().run(turn)), senders);
    }

    /** Where continuations of the application run, in no order. */
    final Executor applicationThreads() {
        return application.threads();
    }

    /**
     * Runs work of the application beside the callbacks, which may last as long as the connection.
     *
     * @param work must not throw
     */
    public final void runForApplication(Runnable work) {
        application.lasting().execute(() -> application.context().run(work));
    }

    /** See {@link WebSocket#ping()}. */
    public CompletableFuture<Duration> ping() {
        SendLane out = lane();
        CompletableFuture<Duration> answered = new CompletableFuture<>();
        ByteBuffer payload = pings.next(answered);
        if (payload != null) {
            try {
                out.submitControl(Outgoing.ping(payload));
            } catch (IOException e) {
                answered.completeExceptionally(e);
            }
        }
        return answered;
    }

    /** Passes what the port is told on: to go on, or to pause. */
    final boolean telling(boolean more) {
        Attached to = attached;
        return to == null ? more : to.pauses().tell(more);
    }

    @Override
    public final void pong(ByteBuffer payload) {
        CreditLink link = credit;
        try {
            if (link == null || !link.pong(payload)) {
                pings.answered(payload);
            }
        } catch (CreditException e) {
            refuse(CloseCode.PROTOCOL_ERROR, String.valueOf(e.getMessage()));
        }
    }

    /** Null where the peer speaks of none. */
    final @Nullable CreditLink credit() {
        return credit;
    }

    /** Counts what is sent, and ends the connection that fails to send, as some containers then report no end. */
    private final class Sending implements SendListener {

        private final FrameSink to;

        Sending(FrameSink to) {
            this.to = to;
        }

        @Override
        public void sent(long bytes, boolean endsMessage) {
            information.sent(bytes, endsMessage);
        }

        @Override
        public void failed(IOException cause) {
            closing.sendFailed(to, cause);
        }

        @Override
        public void stuck(IOException cause) {
            closing.sendStuck(to, cause);
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
        Attached to = attached;
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
        LOG.log(
                Level.WARNING,
                "The application took nothing for {0} of what it received; the socket closes with 1013",
                timeout);
        closeSoon(CloseCode.TRY_AGAIN_LATER, "the application took nothing for " + timeout);
    }

    @Override
    public final void closed(int code, String reason, @Nullable Throwable cause) {
        closing.end(code, reason, cause);
    }

    /** What an end means to the parts. */
    private final class Ends implements Closing.Owner {

        @Override
        public Duration closeTimeout() {
            return options().closeTimeout();
        }

        @Override
        public @Nullable Attached attached() {
            return attached;
        }

        @Override
        public void closes() {
            KeepAlive alive = keepAlive;
            if (alive != null) {
                alive.stop();
            }
        }

        @Override
        public void abandons(IOException why) {
            receiveAbandoned(why);
        }

        @Override
        public void ends(Life.End end) {
            Attached to = attached;
            if (to != null) {
                to.lane().endsFor(end.toSenders());
            }
        }

        @Override
        public void ended(Life.End end) {
            // Each is waited for by somebody, so that one which fails must not keep the others back.
            Steps.all(
                    () -> failLane(end.toSenders()),
                    () -> pings.end(end.toSenders()),
                    () -> senders.end(end.toSenders()),
                    this::endCredit,
                    () -> receiveEnded(end.toReaders()));
        }

        private void failLane(IOException why) {
            Attached to = attached;
            if (to != null) {
                to.lane().fail(why);
            }
        }

        private void endCredit() {
            CreditLink link = credit;
            if (link != null) {
                link.end();
            }
        }

        @Override
        public void raise(ClosedEvent event) {
            callBack(() -> raiseClosed(event));
        }
    }

    private void raiseClosed(ClosedEvent event) {
        ClosedHandler handler = closedHandler;
        if (handler == null) {
            return;
        }
        try {
            handler.onClosed(self(), event);
        } catch (Exception e) {
            LOG.log(Level.WARNING, "The closed handler of the application failed; the socket is closed anyway", e);
        }
    }

    /** Ends the connection because a handler of the application failed. */
    final void handlerFailed(String handler, Throwable failure) {
        if (!isOpen()) {
            LOG.log(Level.DEBUG, () -> handler + " ended with the connection", failure);
            return;
        }
        LOG.log(Level.WARNING, handler + " of the application failed; the socket closes with 1011", failure);
        closing.closeAndWait(CloseCode.INTERNAL_ERROR, "the endpoint failed");
    }
}
