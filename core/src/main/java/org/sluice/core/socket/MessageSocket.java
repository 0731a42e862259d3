package org.sluice.core.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.ReceiveMode;
import org.sluice.api.ReceivedHandler;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.WebSocket;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Threads;
import org.sluice.core.common.Utf8;
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

    private final MessageControl control = new MessageControl();
    private final OutputStream output = new MessageBuffer(this);
    private final FrameWise frames = new FrameWise(this::lane, this::sendTimeout);

    private volatile @Nullable ReceivedHandler receivedHandler;
    private volatile boolean receiving = true;

    // Touched by the port's thread alone.
    private @Nullable Backlog backlog;
    private @Nullable MessageAssembler assembler;

    /**
     * Makes a socket.
     *
     * @param connector connects it; null where a container opens it
     */
    public MessageSocket(@Nullable Connector connector) {
        super(connector);
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
    WebSocket self() {
        return this;
    }

    @Override
    public void onReceived(ReceivedHandler handler) {
        Objects.requireNonNull(handler, "handler");
        ifConfigurable("The received handler", () -> receivedHandler = handler);
    }

    // Sending.

    @Override
    public void send(String text) throws IOException {
        sendAndWait(Outgoing.text(text, Utf8.length(text), true));
    }

    @Override
    public void send(ByteBuffer data) throws IOException {
        sendAndWait(Outgoing.binary(data, true));
    }

    @Override
    public CompletableFuture<Void> sendAsync(String text) {
        return sendWithoutWait(Outgoing.text(text, Utf8.length(text), true));
    }

    @Override
    public CompletableFuture<Void> sendAsync(ByteBuffer data) {
        ByteBuffer copy =
                ByteBuffer.allocate(data.remaining()).put(data.duplicate()).flip();
        return sendWithoutWait(Outgoing.binary(copy, true));
    }

    @Override
    public void sendFrame(ByteBuffer data, boolean fin) throws IOException {
        frames.send(data, fin);
    }

    @Override
    public void sendJson(Object value) throws IOException {
        send(Json.write(Objects.requireNonNull(value, "value")));
    }

    @Override
    public OutputStream outputStream() {
        return output;
    }

    private void sendAndWait(Outgoing message) throws IOException {
        SendLane lane = lane();
        Deadline deadline = Deadline.in(sendTimeout());
        lane.submit(message, deadline);
        lane.await(message, deadline);
    }

    private CompletableFuture<Void> sendWithoutWait(Outgoing message) {
        try {
            lane().submit(message, Deadline.in(sendTimeout()));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        // Continuations of the application must not run on the writer's thread.
        return message.done().thenRunAsync(() -> {}, Threads.shared());
    }

    // Receiving.

    @Override
    void attach(Brake brake) {
        backlog = new Backlog(brake);
    }

    @Override
    public boolean text(String part, boolean last) {
        long bytes = Utf8.lengthOfPart(part);
        counters().received(bytes, last);
        return deliver(wantsParts() ? new TextMessage(part, last) : assembler().text(part, last), bytes);
    }

    @Override
    public boolean binary(ByteBuffer part, boolean last) {
        int bytes = part.remaining();
        counters().received(bytes, last);
        if (wantsParts()) {
            byte[] copy = new byte[bytes];
            part.get(copy);
            return deliver(new BinaryMessage(ByteBuffer.wrap(copy), last), bytes);
        }
        return deliver(assembler().binary(part, last), bytes);
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

    private boolean deliver(@Nullable ReceivedMessage message, long newest) {
        Backlog waiting = backlog;
        if (message == null || waiting == null || !receiving) {
            return true;
        }
        // A whole message counts with its size, as far as that is cheap to know.
        long size = message instanceof BinaryMessage binary ? binary.content().remaining() : newest;
        boolean more = waiting.add(size);
        callBack(() -> {
            try {
                handle(message);
            } finally {
                waiting.remove(size);
            }
        });
        if (message instanceof OversizedMessage oversized) {
            closeSoon(CloseCode.MESSAGE_TOO_BIG, "the message is over the limit of " + oversized.limit() + " bytes");
        }
        return more;
    }

    private void handle(ReceivedMessage message) {
        ReceivedHandler handler = receivedHandler;
        if (handler == null || !receiving) {
            return;
        }
        try {
            handler.onReceived(this, message);
        } catch (Exception e) {
            handlerFailed("The received handler", e);
        }
    }

    @Override
    void receiveEnded(@Nullable IOException why) {
        stopBacklog();
    }

    @Override
    void receiveAbandoned(IOException why) {
        receiving = false;
        stopBacklog();
    }

    private void stopBacklog() {
        Backlog waiting = backlog;
        if (waiting != null) {
            waiting.stop();
        }
    }
}
