package org.sluice.core.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Message;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Utf8;
import org.sluice.core.send.FrameWise;
import org.sluice.core.send.Outgoing;
import org.sluice.core.send.SendLane;

/**
 * The ways in which a message socket sends: whole messages, waited for or not, frame by frame, and by its output stream. What happens to a
 * message on its way is left to the {@link SendLane}.
 *
 * <p>Lock: {@code this}, while the output stream or the sender of frames is made; nothing is called inside but their constructors.
 */
final class MessageSending {

    private final AbstractSocket socket;
    private final MessageControl control;

    // Made for the first call, since most sockets never have one.
    private volatile @Nullable OutputStream output;
    private volatile @Nullable FrameWise frames;

    /** The socket has the way out. */
    MessageSending(AbstractSocket socket, MessageControl control) {
        this.socket = socket;
        this.control = control;
    }

    void send(String text) throws IOException {
        sendAndWait(unit(text), socket.sendTimeout());
    }

    /** The buffer is the application's again afterwards. */
    void send(ByteBuffer data) throws IOException {
        Outgoing message = Outgoing.borrowed(Objects.requireNonNull(data, "data"), true);
        sendAndWait(message.whenFull(control.whenFull(), null), socket.sendTimeout());
    }

    /** As {@link #send(ByteBuffer)}, of bytes that nobody changes afterwards. */
    void sendOwn(ByteBuffer data) throws IOException {
        sendAndWait(unit(data), socket.sendTimeout());
    }

    void send(Message message) throws IOException {
        sendAndWait(unit(message), timeout(message));
    }

    CompletableFuture<Void> sendAsync(String text) {
        return sendWithoutWait(unit(text), socket.sendTimeout());
    }

    CompletableFuture<Void> sendAsync(ByteBuffer data) {
        byte[] copy = new byte[Objects.requireNonNull(data, "data").remaining()];
        data.get(data.position(), copy);
        return sendWithoutWait(unit(ByteBuffer.wrap(copy)), socket.sendTimeout());
    }

    CompletableFuture<Void> sendAsync(Message message) {
        return sendWithoutWait(unit(message), timeout(message));
    }

    /** The one sender of frames. */
    FrameWise frames() {
        FrameWise known = frames;
        if (known == null) {
            synchronized (this) {
                known = frames;
                if (known == null) {
                    known = new FrameWise(() -> socket.wiring().lane(), control::messageType, socket::sendTimeout);
                    frames = known;
                }
            }
        }
        return known;
    }

    /** The one output stream. */
    OutputStream output() {
        OutputStream known = output;
        if (known == null) {
            synchronized (this) {
                known = output;
                if (known == null) {
                    known = new MessageBuffer(this, control);
                    output = known;
                }
            }
        }
        return known;
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
        return message.timeout().orElseGet(socket::sendTimeout);
    }

    private void sendAndWait(Outgoing message, Duration timeout) throws IOException {
        SendLane lane = socket.wiring().lane();
        Deadline deadline = Deadline.fromFirstLook(timeout);
        lane.submit(message, deadline);
        lane.await(message, deadline);
    }

    private CompletableFuture<Void> sendWithoutWait(Outgoing message, Duration timeout) {
        SendLane lane = socket.wiring().lane();
        Deadline deadline = Deadline.fromFirstLook(timeout);
        try {
            lane.submit(message.unattended(Deadline.nanos(timeout)), deadline);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (message.done().isDone() && !message.done().isCompletedExceptionally()) {
            return CompletableFuture.completedFuture(null);
        }
        if (!message.isAccepted()) {
            lane.watch(message, deadline);
        }
        return SentFuture.of(message.done(), socket.calls().threads());
    }
}
