package org.sluice.core.socket;

import java.util.Objects;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.ReceiveMode;
import org.sluice.api.WhenFull;

/** The options of a message socket. */
final class MessageControl extends BaseControl<MessageWebSocketControl> implements MessageWebSocketControl {

    private volatile MessageType messageType = MessageType.BINARY;
    private volatile long maxMessageSize = DEFAULT_MAX_MESSAGE_SIZE;
    private volatile ReceiveMode receiveMode = ReceiveMode.FULL;
    private volatile WhenFull whenFull = WhenFull.WAIT;

    /** Whether the socket connects by itself, and so takes the options of that. */
    MessageControl(boolean connects) {
        super(connects);
    }

    @Override
    MessageWebSocketControl self() {
        return this;
    }

    @Override
    public MessageWebSocketControl messageType(MessageType type) {
        messageType = Objects.requireNonNull(type, "type");
        return this;
    }

    @Override
    public MessageType messageType() {
        return messageType;
    }

    @Override
    public MessageWebSocketControl maxMessageSize(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes must be 1 or more, or UNLIMITED, but is " + bytes);
        }
        return change("maxMessageSize", () -> maxMessageSize = bytes);
    }

    @Override
    public long maxMessageSize() {
        return maxMessageSize;
    }

    @Override
    public MessageWebSocketControl receiveMode(ReceiveMode mode) {
        Objects.requireNonNull(mode, "mode");
        return change("receiveMode", () -> receiveMode = mode);
    }

    @Override
    public ReceiveMode receiveMode() {
        return receiveMode;
    }

    @Override
    public MessageWebSocketControl whenFull(WhenFull policy) {
        Objects.requireNonNull(policy, "policy");
        return change("whenFull", () -> whenFull = policy);
    }

    @Override
    public WhenFull whenFull() {
        return whenFull;
    }
}
