package org.sluice.core.socket;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.api.ReceiveMode;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.common.Utf8;
import org.sluice.core.credit.CreditException;
import org.sluice.core.receive.BinaryMessage;
import org.sluice.core.receive.MessageAssembler;
import org.sluice.core.receive.TextMessage;

/**
 * What arrives on a message socket, until it is what the application wants: whole messages or parts, counted, and paid for with the credit
 * that the peer had. How they reach the application is left to {@link MessageDelivery}. Touched by the port's thread alone.
 */
final class MessageArrival {

    private final AbstractSocket socket;
    private final MessageControl control;
    private final MessageDelivery delivery;

    private @Nullable MessageAssembler assembler;
    private long bytesOfMessage;
    private long costOfMessage;

    MessageArrival(AbstractSocket socket, MessageControl control, MessageDelivery delivery) {
        this.socket = socket;
        this.control = control;
        this.delivery = delivery;
    }

    /** False to pause, here and below. */
    boolean text(String part, boolean last) {
        long size = Utf8.lengthOfPart(part);
        if (overruns(size, last)) {
            return true;
        }
        long bytes = count(size, last);
        return deliver(wantsParts() ? new TextMessage(part, last) : assembler().text(part, last), bytes);
    }

    boolean binary(ByteBuffer part, boolean last) {
        if (overruns(part.remaining(), last)) {
            return true;
        }
        long bytes = count(part.remaining(), last);
        if (wantsParts()) {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            return deliver(new BinaryMessage(ByteBuffer.wrap(copy), last), bytes);
        }
        return deliver(assembler().binary(part, last), bytes);
    }

    /** Counts what the part costs of the peer's credit; true if the peer had none, and the socket closes. */
    private boolean overruns(long bytes, boolean last) {
        CreditLink credit = socket.wiring().credit();
        if (credit == null) {
            return false;
        }
        try {
            costOfMessage += credit.received(bytes, last);
            return false;
        } catch (CreditException e) {
            socket.refuse(CloseCode.POLICY_VIOLATION, String.valueOf(e.getMessage()));
            return true;
        }
    }

    /** Returns what the event that the part leads to holds: the part alone, or all of its message. */
    private long count(long bytes, boolean last) {
        socket.counters().received(bytes, last);
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

    /** Null where the message has not come to its end. */
    private boolean deliver(@Nullable ReceivedMessage message, long bytes) {
        if (message == null) {
            return true;
        }
        long cost = costOfMessage;
        costOfMessage = 0;
        return socket.wiring().telling(delivery.deliver(message, bytes, cost));
    }
}
