package org.sluice.core.socket;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.ClosedHandler;
import org.sluice.api.SendingSubscriber;
import org.sluice.api.SocketClosedException;
import org.sluice.api.WebSocket;
import org.sluice.api.WebSocketException;
import org.sluice.api.WebSocketInformation;
import org.sluice.core.common.Callbacks;
import org.sluice.core.common.SerialExecutor;
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
 * The life of a socket, from connect or accept to its one closed event. What flows through it is left to the subclasses.
 *
 * <p>Lock: {@code lock} guards the fields named below it; nothing foreign is called while it is held.
 */
public abstract class AbstractSocket implements Inbound {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** How long a container has to report the end of a connection that cannot send any more: its report may have the peer's code. */
    private static final Duration REPORT = Duration.ofSeconds(1);

    private final @Nullable Connector connector;
    private final RequestHeaders requestHeaders = new RequestHeaders();
    private final Information information = new Information();
    private final Callbacks application;
    private final Executor callbacks;
    private final Pings pings;
    private final Ending ending = new Ending();
    private final Senders senders = new Senders();

    /** Set before anything is received. */
    private @Nullable Pauses pauses;

    private final Object lock = new Object();
    private SocketState state = SocketState.CREATED;
    private boolean configurable = true;
    private boolean silent;
    private boolean sendFailed;
    /** What senders are told once this end has begun to close an unbroken connection, whatever becomes of that meanwhile. */
    private @Nullable SocketClosedException closeOfThisEnd;

    private @Nullable CompletableFuture<Void> attempt;
    private @Nullable FrameSink sink;
    private @Nullable SendLane lane;
    private @Nullable CreditTerms terms;
    /** Written once, before anything is received. */
    private volatile @Nullable CreditLink credit;

    private @Nullable KeepAlive keepAlive;
    private @Nullable ClosedHandler closedHandler;

    /** Makes a socket; without a connector it waits for a container to open it. */
    AbstractSocket(@Nullable Connector connector, Callbacks application) {
        this.connector = connector;
        this.application = application;
        this.callbacks = new SerialExecutor(NearExecutor.over(application.threads()));
        this.pings = new Pings(callbacks, information::roundTrip);
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
        URI checked = ConnectUri.checked(Objects.requireNonNull(uri, "uri"));
        Connector by;
        synchronized (lock) {
            by = connector;
            if (state != SocketState.CREATED || by == null) {
                throw new IllegalStateException(
                        "The socket is connected or was closed already; make a new one for each connection.");
            }
            state = SocketState.CONNECTING;
            configurable = false;
        }
        options().freeze();
        information.connecting(checked.getScheme().equals("wss"));
        CompletableFuture<Void> trying = start(by, new Connector.Request(checked, requestHeaders.all(), options()));
        boolean closedMeanwhile;
        synchronized (lock) {
            attempt = trying;
            closedMeanwhile = state == SocketState.CLOSED;
        }
        if (closedMeanwhile) {
            trying.cancel(true);
        }
        return ConnectFuture.of(trying, this::connectFailed, this::giveUp);
    }

    /** A connector that cannot even begin, for want of an engine, leaves a socket that is closed. */
    private CompletableFuture<Void> start(Connector by, Connector.Request request) {
        boolean begun = false;
        try {
            CompletableFuture<Void> trying = by.connect(this, request);
            begun = true;
            return trying;
        } finally {
            if (!begun) {
                giveUp();
            }
        }
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

    private void connectFailed(Throwable failure) {
        giveUp();
        information.refused(failure instanceof WebSocketException refusal ? refusal.httpStatus() : OptionalInt.empty());
    }

    /** The connect failed or was cancelled, perhaps in the moment between the open and the completion of its future. */
    private void giveUp() {
        boolean opened;
        synchronized (lock) {
            opened = state.wasOpened();
            silent = true;
            if (state == SocketState.CONNECTING) {
                state = SocketState.CLOSED;
            }
        }
        if (opened) {
            closeSoon(CloseCode.GOING_AWAY, "not wanted any more");
        }
    }

    /**
     * Says that both ends agreed on credit. Called before the socket opens, if at all.
     *
     * @param agreed the terms
     */
    public final void agree(CreditTerms agreed) {
        synchronized (lock) {
            terms = agreed;
        }
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
        CreditLink link;
        synchronized (lock) {
            if (!state.mayOpen()) {
                return false;
            }
            information.opened(handshake);
            SendLane out = new SendLane(to, Threads.shared(), new Sending(to));
            link = terms == null ? null : new CreditLink(out, terms, options()::maxReceiveWindow, System::nanoTime);
            credit = link;
            pauses = new Pauses(brake, System::nanoTime);
            attach(pauses);
            sink = to;
            lane = out;
            state = SocketState.OPEN;
        }
        if (link != null) {
            link.begin();
        }
        return true;
    }

    /** Ends the time in which options and handlers can be set, on a socket that a container opened. */
    public void configured() {
        synchronized (lock) {
            configurable = false;
        }
        options().freeze();
        keepAlive();
    }

    private void keepAlive() {
        KeepAlive.Plan plan = options().keepAlive();
        if (plan.isNothing()) {
            return;
        }
        KeepAlive made;
        boolean open;
        synchronized (lock) {
            if (sink == null || lane == null || pauses == null) {
                return;
            }
            FrameSink to = sink;
            Vitals vitals = new Vitals(lane, to, pings, information, pauses, (why, cause) -> dead(to, why, cause));
            made = new KeepAlive(plan, vitals, System::nanoTime, AbstractSocket::later);
            open = state == SocketState.OPEN;
            keepAlive = made;
        }
        if (open) {
            made.start();
        }
        // A close may have come in between.
        ending.whenCome(made::stop);
    }

    /** Told before the cut, of which the engine could not say why it was. */
    private void dead(FrameSink to, String why, Exception cause) {
        closed(CloseCode.ABNORMAL, why, cause);
        to.abort();
    }

    /** Not on the timer's thread, since a send may have to encrypt or compress what others have handed in. */
    private static Timer.Cancel later(Duration delay, Runnable task) {
        return Timer.in(delay, () -> Threads.shared().execute(task));
    }

    /** See {@link WebSocket#setRequestHeader}. */
    public void setRequestHeader(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        ifConfigurable("A request header", () -> requestHeaders.set(name, value));
    }

    /** See {@link WebSocket#onClosed}. */
    public void onClosed(ClosedHandler handler) {
        Objects.requireNonNull(handler, "handler");
        ifConfigurable("The closed handler", () -> closedHandler = handler);
    }

    /** Runs a change unless it comes too late. */
    final void ifConfigurable(String what, Runnable change) {
        synchronized (lock) {
            if (!configurable) {
                throw new IllegalStateException(what + " can be set only before the socket connects");
            }
            change.run();
        }
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
        synchronized (lock) {
            return state == SocketState.OPEN && !sendFailed;
        }
    }

    /** The way out; after the close it throws what it must. */
    final SendLane lane() {
        synchronized (lock) {
            if (lane == null) {
                throw new IllegalStateException("The socket is not connected; connect it first.");
            }
            return lane;
        }
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
        return CreditOffer.below(kind(), options().maxReceiveWindow());
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
        Pauses to = pauses;
        return to == null ? more : to.tell(more);
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

        /** Not cut at once: the peer's close may be what the send failed by, and the answer to it still under way. */
        @Override
        public void failed(IOException cause) {
            noteFailure();
            ending.unlessAfter(REPORT, () -> cut(to, "", cause));
        }

        @Override
        public void stuck(IOException cause) {
            noteFailure();
            to.abort();
            ending.unlessAfter(REPORT, () -> closed(CloseCode.ABNORMAL, "", cause));
        }

        private void noteFailure() {
            synchronized (lock) {
                sendFailed = true;
            }
        }
    }

    // Closing.

    /**
     * Runs an action when the socket has ended and its closed event has its place among the callbacks; at once if it has.
     *
     * @param action must neither block nor throw
     */
    public final void whenEnded(Runnable action) {
        ending.whenCome(action);
    }

    /** See {@link WebSocket#close()}. */
    public void close() {
        doClose(CloseCode.NO_STATUS, "");
    }

    /** See {@link WebSocket#close(int, String)}. */
    public void close(int code, String reason) {
        CloseReasons.check(code, reason);
        doClose(code, reason);
    }

    /** Closes without waiting, for use on threads that must not block. The reason is cut to fit. */
    public final void closeSoon(int code, String reason) {
        cutInTime(beginClose(code, CloseReasons.cut(reason), true, false));
    }

    /** As {@link #closeSoon}, but what was received before is still delivered. */
    final void refuse(int code, String reason) {
        cutInTime(beginClose(code, CloseReasons.cut(reason), false, false));
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

    private void doClose(int code, String reason) {
        FrameSink to = beginClose(code, reason, true, true);
        if (to != null) {
            ending.await(options().closeTimeout(), cause -> cut(to, "the peer did not answer the close", cause));
        }
    }

    /**
     * Returns what the close frame goes to, or null where this call does not close an open socket. What waits for the peer's credit goes out
     * first where the close is patient.
     */
    private @Nullable FrameSink beginClose(int code, String reason, boolean abandon, boolean patient) {
        CompletableFuture<Void> trying = null;
        SendLane out = null;
        FrameSink to = null;
        SocketClosedException why = new SocketClosedException("send", code, reason, null);
        KeepAlive alive;
        synchronized (lock) {
            alive = keepAlive;
            if (state == SocketState.OPEN) {
                state = SocketState.CLOSING;
                closeOfThisEnd = sendFailed ? null : why;
                out = lane;
                to = sink;
            } else if (state.mayOpen()) {
                state = SocketState.CLOSED;
                trying = attempt;
            }
        }
        if (trying != null) {
            trying.cancel(true);
        }
        if (alive != null) {
            alive.stop();
        }
        if (out == null || to == null) {
            return null;
        }
        if (abandon) {
            receiveAbandoned(new SocketClosedException("receive", code, reason, null));
        }
        Outgoing close = Outgoing.close(code, reason);
        if (patient) {
            out.submitClose(close, why);
        } else {
            out.submitCloseNow(close, why);
        }
        return to;
    }

    private void cutInTime(@Nullable FrameSink to) {
        if (to != null) {
            ending.unlessAfter(options().closeTimeout(), () -> cut(to, "the peer did not answer the close", null));
        }
    }

    /**
     * Cuts the connection, with no word to the peer. Does nothing on a socket that is not open, or closed already.
     *
     * @param why for the closed event
     */
    public final void cut(String why) {
        FrameSink to;
        synchronized (lock) {
            to = sink;
        }
        if (to != null) {
            cut(to, why, null);
        }
    }

    private void cut(FrameSink to, String why, @Nullable Exception cause) {
        to.abort();
        closed(CloseCode.ABNORMAL, why, cause);
    }

    @Override
    public final void closed(int code, String reason, @Nullable Throwable cause) {
        ClosedEvent event;
        SendLane out;
        SocketClosedException why = new SocketClosedException("send", code, reason, cause);
        SocketClosedException toSenders;
        boolean raise;
        synchronized (lock) {
            if (!state.wasOpened()) {
                return;
            }
            boolean lost = code == CloseCode.ABNORMAL;
            ClosedBy by = lost ? ClosedBy.NONE : ClosedBy.REMOTE;
            event = new ClosedEvent(code, reason, state == SocketState.CLOSING ? ClosedBy.LOCAL : by, !lost);
            state = SocketState.CLOSED;
            raise = !silent;
            out = lane;
            toSenders = closeOfThisEnd == null ? why : closeOfThisEnd;
        }
        if (out != null) {
            out.fail(toSenders);
        }
        pings.end(toSenders);
        senders.end(toSenders);
        CreditLink link = credit;
        if (link != null) {
            link.end();
        }
        receiveEnded(event.clean() ? null : why);
        try {
            if (raise) {
                callBack(() -> raiseClosed(event));
            }
        } finally {
            // After the callback has its place: who waits for the end may stop the threads next.
            ending.come();
        }
    }

    private void raiseClosed(ClosedEvent event) {
        ClosedHandler handler;
        synchronized (lock) {
            handler = closedHandler;
        }
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
        doClose(CloseCode.INTERNAL_ERROR, "the endpoint failed");
    }
}
