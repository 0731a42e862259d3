package org.sluice.core.socket;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.sluice.core.doubles.RecordingBrake;
import org.sluice.core.doubles.RecordingSink;

/** Connects when told; its wire is recorded. */
final class FakeConnector implements Connector {

    final RecordingSink sink = new RecordingSink();
    final RecordingBrake brake = new RecordingBrake();
    final CompletableFuture<Void> attempt = new CompletableFuture<>();
    volatile @Nullable Request request;
    volatile boolean opensAtOnce;

    @Override
    public CompletableFuture<Void> connect(AbstractSocket socket, Request asked) {
        request = asked;
        if (opensAtOnce) {
            open(socket);
            attempt.complete(null);
        }
        return attempt;
    }

    boolean open(AbstractSocket socket) {
        return socket.opened(sink, brake, new Handshake(Optional.of("chat"), List.of(), false, Map.of()));
    }

    /** From now on a close frame is answered, as by a peer on another thread. */
    FakeConnector answering(AbstractSocket socket) {
        sink.onClose(() -> {
            RecordingSink.Frame close = sink.frames().get(sink.frames().size() - 1);
            socket.closed(close.code(), close.text(), null);
        });
        return this;
    }
}
