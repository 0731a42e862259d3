package org.sluice.core.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Message;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.ReceivedHandler;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.SendingSubscriber;
import org.sluice.api.WebSocket;
import org.sluice.core.common.Callbacks;
import org.sluice.core.credit.CreditOffer;
import org.sluice.core.json.Json;
import org.sluice.core.port.Brake;

/**
 * A message socket above the ports. How it sends is left to {@link MessageSending}, what arrives to {@link MessageArrival}, and how that reaches
 * the application to {@link MessageDelivery}.
 */
public final class MessageSocket extends AbstractSocket implements MessageWebSocket {

    private final MessageControl control;
    private final MessageSending sending;
    private final MessageDelivery delivery;
    private final MessageArrival arrival;

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
        sending = new MessageSending(this, control);
        delivery = new MessageDelivery(this);
        arrival = new MessageArrival(this, control, delivery);
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
        delivery.toHandler(Objects.requireNonNull(handler, "handler"));
    }

    @Override
    public Flow.Publisher<ReceivedMessage> publisher() {
        return publishing(delivery.toSource());
    }

    // Sending.

    @Override
    public void send(String text) throws IOException {
        sending.send(text);
    }

    @Override
    public void send(ByteBuffer data) throws IOException {
        sending.send(data);
    }

    @Override
    public void send(Message message) throws IOException {
        sending.send(message);
    }

    @Override
    public CompletableFuture<Void> sendAsync(String text) {
        return sending.sendAsync(text);
    }

    @Override
    public CompletableFuture<Void> sendAsync(ByteBuffer data) {
        return sending.sendAsync(data);
    }

    @Override
    public CompletableFuture<Void> sendAsync(Message message) {
        return sending.sendAsync(message);
    }

    @Override
    public void sendFrame(ByteBuffer data, boolean fin) throws IOException {
        sending.frames().send(Objects.requireNonNull(data, "data"), fin);
    }

    @Override
    public void sendJson(Object value) throws IOException {
        send(Json.write(Objects.requireNonNull(value, "value")));
    }

    @Override
    public OutputStream outputStream() {
        return sending.output();
    }

    @Override
    public SendingSubscriber<String> textSubscriber() {
        return calls().sending((WholeMessages<String>) this::send);
    }

    @Override
    public SendingSubscriber<ByteBuffer> binarySubscriber() {
        return calls().sending((WholeMessages<ByteBuffer>) this::send);
    }

    // Receiving.

    @Override
    void attach(Brake brake) {
        delivery.attach(brake);
    }

    @Override
    public boolean text(String part, boolean last) {
        return arrival.text(part, last);
    }

    @Override
    public boolean binary(ByteBuffer part, boolean last) {
        return arrival.binary(part, last);
    }

    @Override
    void receiveEnded(@Nullable IOException why) {
        delivery.end(why);
    }

    @Override
    void receiveAbandoned(IOException why) {
        delivery.abandon(why);
    }
}
