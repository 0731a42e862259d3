package org.sluice.core.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.api.Message;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.Phase;
import org.sluice.api.ReceiveMode;
import org.sluice.api.ReceivedHandler;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.SendingSubscriber;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocket;
import org.sluice.api.WebSocketException;
import org.sluice.core.common.Callbacks;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Utf8;
import org.sluice.core.credit.CreditException;
import org.sluice.core.credit.CreditOffer;
import org.sluice.core.json.Json;
import org.sluice.core.port.Brake;
import org.sluice.core.receive.Backlog;
import org.sluice.core.receive.BinaryMessage;
import org.sluice.core.receive.MessageAssembler;
import org.sluice.core.receive.OversizedMessage;
import org.sluice.core.receive.TextMessage;
import org.sluice.core.send.FrameWise;
import org.sluice.core.send.Outgoing;
import org.sluice.core.send.SendLane;

/** A message socket above the ports. */
public final class MessageSocket extends AbstractSocket implements MessageWebSocket {

    private final MessageControl control;
    // Made for the first call, since most sockets never have one.
    private volatile @Nullable OutputStream output;
    private volatile @Nullable FrameWise frames;

    private volatile @Nullable ReceivedHandler receivedHandler;
    /** What takes the messages in place of the handler, if anything does. */
    private volatile @Nullable MessageSource published;

    private volatile @Nullable Backlog backlog;

    /** Makes one step of the look whether messages are still taken and the hand-over, so that none follows the closed event. */
    private final Object taking = new Object();
    /** Guarded by taking: whether what arrives is handed over. */
    private boolean receiving = true;
    /** Whether what was handed over still reaches the handler. */
    private volatile boolean delivering = true;

    // Touched by the port's thread alone.
    private @Nullable MessageAssembler assembler;
    private long bytesOfMessage;
    private long costOfMessage;

    /**
     * Makes a socket that belongs to no deployed application.
     *
     * @param connector connects it; null where a container opens it
     */
    public MessageSocket(@Nullable Connector connector) {
        this(connector, Callbacks.plain());
    }

    /**
     * Makes a socket.
     *
     * @param connector connects it; null where a container opens it
     * @param application where its callbacks run
     */
    public MessageSocket(@Nullable Connector connector, Callbacks application) {
        super(connector, application);
        control = new MessageControl(connector != null);
    }

    @Override
    BaseControl<?> options() {
        return control;
    }

    @Override
    public MessageWebSocketControl control() {
        return control;
    }

    @Override
    public CreditOffer.Kind kind() {
        return CreditOffer.Kind.MESSAGE;
    }

    @Override
    WebSocket self() {
        return this;
    }

    @Override
    public void onReceived(ReceivedHandler handler) {
        Objects.requireNonNull(handler, "handler");
        ifConfigurable("The received handler", () -> receivedHandler = handler);
        publishBy(null, "The received handler");
    }

    @Override
    public Flow.Publisher<ReceivedMessage> publisher() {
        MessageSource source = new MessageSource();
        publishBy(source, "The publisher of what is received");
        return publishing(source);
    }

    /** Who had the messages until now learns that it gets none. */
    private void publishBy(@Nullable MessageSource source, String what) {
        AtomicReference<@Nullable MessageSource> before = new AtomicReference<>();
        ifConfigurable(what, () -> {
            before.set(published);
            published = source;
        });
        MessageSource replaced = before.get();
        if (replaced != null) {
            replaced.end(new WebSocketException(
                    what + " was set after this publisher, and has the messages in its place; keep one of both",
                    WebErrorStatus.OPERATION_CANCELED,
                    Phase.TRANSFER));
        }
    }

    // Sending.

    @Override
    public void send(String text) throws IOException {
        sendAndWait(unit(text), sendTimeout());
    }

    @Override
    public void send(ByteBuffer data) throws IOException {
        Outgoing message = Outgoing.borrowed(Objects.requireNonNull(data, "data"), true);
        sendAndWait(message.whenFull(control.whenFull(), null), sendTimeout());
    }

    /** As {@link #send(ByteBuffer)}, of bytes that nobody changes afterwards. */
    void sendOwn(ByteBuffer data) throws IOException {
        sendAndWait(unit(data), sendTimeout());
    }

    @Override
    public void send(Message message) throws IOException {
        sendAndWait(unit(message), timeout(message));
    }

    @Override
    public CompletableFuture<Void> sendAsync(String text) {
        return sendWithoutWait(unit(text), sendTimeout());
    }

    @Override
    public CompletableFuture<Void> sendAsync(ByteBuffer data) {
        Objects.requireNonNull(data, "data");
        ByteBuffer copy =
                ByteBuffer.allocate(data.remaining()).put(data.duplicate()).flip();
        return sendWithoutWait(unit(copy), sendTimeout());
    }

    @Override
    public CompletableFuture<Void> sendAsync(Message message) {
        return sendWithoutWait(unit(message), timeout(message));
    }

    @Override
    public void sendFrame(ByteBuffer data, boolean fin) throws IOException {
        frames().send(Objects.requireNonNull(data, "data"), fin);
    }

    private FrameWise frames() {
        FrameWise known = frames;
        if (known == null) {
            synchronized (taking) {
                known = frames;
                if (known == null) {
                    known = new FrameWise(this::lane, this::typeOfFrames, this::sendTimeout);
                    frames = known;
                }
            }
        }
        return known;
    }

    private MessageType typeOfFrames() {
        return control.messageType();
    }

    @Override
    public void sendJson(Object value) throws IOException {
        send(Json.write(Objects.requireNonNull(value, "value")));
    }

    @Override
    public OutputStream outputStream() {
        OutputStream known = output;
        if (known == null) {
            synchronized (taking) {
                known = output;
                if (known == null) {
                    known = new MessageBuffer(this);
                    output = known;
                }
            }
        }
        return known;
    }

    @Override
    public SendingSubscriber<String> textSubscriber() {
        return sending((WholeMessages<String>) this::send);
    }

    @Override
    public SendingSubscriber<ByteBuffer> binarySubscriber() {
        return sending((WholeMessages<ByteBuffer>) this::send);
    }

    private Outgoing unit(String text) {
        return Outgoing.text(text, Utf8.length(Objects.requireNonNull(text, "text")), true)
                .whenFull(control.whenFull(), null);
    }

    private Outgoing unit(ByteBuffer data) {
        return Outgoing.binary(data, true).whenFull(control.whenFull(), null);
    }

    private Outgoing unit(Message message) {
        return Outgoing.shared(Objects.requireNonNull(message, "message"))
                .whenFull(
                        message.whenFull().orElseGet(control::whenFull),
                        message.key().orElse(null));
    }

    private Duration timeout(Message message) {
        return message.timeout().orElseGet(this::sendTimeout);
    }

    private void sendAndWait(Outgoing message, Duration timeout) throws IOException {
        SendLane lane = lane();
        Deadline deadline = Deadline.in(timeout);
        lane.submit(message, deadline);
        lane.await(message, deadline);
    }

    private CompletableFuture<Void> sendWithoutWait(Outgoing message, Duration timeout) {
        SendLane lane = lane();
        Deadline deadline = Deadline.in(timeout);
        try {
            lane.submit(message, deadline);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (message.done().isDone() && !message.done().isCompletedExceptionally()) {
            return CompletableFuture.completedFuture(null);
        }
        lane.watch(message, deadline);
        return SentFuture.of(message.done(), applicationThreads());
    }

    // Receiving.

    @Override
    void attach(Brake brake) {
        CreditLink credit = credit();
        backlog = credit == null ? new Backlog(brake) : Backlog.behindCredit(brake, credit::largestWindow);
    }

    @Override
    public boolean text(String part, boolean last) {
        long size = Utf8.lengthOfPart(part);
        if (overruns(size, last)) {
            return true;
        }
        long bytes = count(size, last);
        return telling(
                deliver(wantsParts() ? new TextMessage(part, last) : assembler().text(part, last), bytes));
    }

    @Override
    public boolean binary(ByteBuffer part, boolean last) {
        if (overruns(part.remaining(), last)) {
            return true;
        }
        long bytes = count(part.remaining(), last);
        if (wantsParts()) {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            return telling(deliver(new BinaryMessage(ByteBuffer.wrap(copy), last), bytes));
        }
        return telling(deliver(assembler().binary(part, last), bytes));
    }

    /** Counts what the part costs of the peer's credit; true if the peer had none, and the socket closes. */
    private boolean overruns(long bytes, boolean last) {
        CreditLink credit = credit();
        if (credit == null) {
            return false;
        }
        try {
            costOfMessage += credit.received(bytes, last);
            return false;
        } catch (CreditException e) {
            refuse(CloseCode.POLICY_VIOLATION, String.valueOf(e.getMessage()));
            return true;
        }
    }

    /** Returns what the event that the part leads to holds: the part alone, or all of its message. */
    private long count(long bytes, boolean last) {
        counters().received(bytes, last);
        if (wantsParts()) {
            return bytes;
        }
        long all = bytesOfMessage + bytes;
        bytesOfMessage = last ? 0 : all;
        return all;
    }

    private boolean wantsParts() {
        return control.receiveMode() == ReceiveMode.PARTIAL;
    }

    private MessageAssembler assembler() {
        MessageAssembler known = assembler;
        if (known == null) {
            known = new MessageAssembler(control.maxMessageSize());
            assembler = known;
        }
        return known;
    }

    private boolean deliver(@Nullable ReceivedMessage message, long bytes) {
        if (message == null) {
            return true;
        }
        boolean more = handOver(message, bytes);
        closeIfOversized(message);
        return more;
    }

    private void closeIfOversized(ReceivedMessage message) {
        if (message instanceof OversizedMessage oversized) {
            refuse(CloseCode.MESSAGE_TOO_BIG, "the message is over the limit of " + oversized.limit() + " bytes");
            // The port has to see the peer's answer, however slow the handler is with the messages before.
            stopBacklog();
        }
    }

    private boolean handOver(ReceivedMessage message, long bytes) {
        Backlog waiting = backlog;
        boolean more;
        boolean kept = true;
        long cost;
        synchronized (taking) {
            if (waiting == null || !receiving) {
                return true;
            }
            more = waiting.add(bytes);
            cost = costOfMessage;
            costOfMessage = 0;
            MessageSource source = published;
            if (source == null) {
                callBack(() -> {
                    try {
                        handle(message);
                    } finally {
                        taken(waiting, bytes, cost);
                    }
                });
            } else {
                kept = source.add(message, () -> taken(waiting, bytes, cost));
            }
        }
        if (!kept) {
            taken(waiting, bytes, cost);
        }
        return more;
    }

    private void taken(Backlog waiting, long bytes, long cost) {
        waiting.remove(bytes);
        giveBack(cost);
    }

    private void giveBack(long cost) {
        CreditLink credit = credit();
        if (credit != null) {
            credit.taken(cost);
        }
    }

    private void handle(ReceivedMessage message) {
        // Also here, so that a handler that fails over the message does not make it a failure of this end.
        closeIfOversized(message);
        ReceivedHandler handler = receivedHandler;
        if (handler == null || !delivering) {
            return;
        }
        try {
            handler.onReceived(this, message);
        } catch (Exception e) {
            handlerFailed("The received handler", e);
        } catch (Error e) {
            handlerFailed("The received handler", e);
            throw e;
        }
    }

    @Override
    void receiveEnded(@Nullable IOException why) {
        synchronized (taking) {
            receiving = false;
        }
        stopBacklog();
        MessageSource source = published;
        if (source != null) {
            source.end(why);
        }
    }

    @Override
    void receiveAbandoned(IOException why) {
        delivering = false;
        MessageSource source = published;
        if (source != null) {
            source.abandon(why);
        }
        receiveEnded(why);
    }

    private void stopBacklog() {
        Backlog waiting = backlog;
        if (waiting != null) {
            waiting.stop();
        }
    }
}
