package org.sluice.core.socket;

import java.net.URI;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.sluice.api.WebSocketException;

/**
 * The one connect of a socket, up to its open or to the moment in which it is given up; how a connection comes about is left to the {@link
 * Connector}. Safe for all threads; has no lock of its own.
 */
final class Connecting {

    private final @Nullable Connector connector;
    private final Life life;
    private final Information information;
    private final Runnable leave;
    /** Null where a container connects. */
    private final @Nullable RequestHeaders headers;

    /**
     * Without a connector the socket waits for a container to open it.
     *
     * @param leave closes what was opened and is not wanted any more; must not block
     */
    Connecting(@Nullable Connector connector, Life life, Information information, Runnable leave) {
        this.connector = connector;
        this.life = life;
        this.information = information;
        this.leave = leave;
        headers = connector == null ? null : new RequestHeaders();
    }

    void header(String name, String value) {
        if (headers == null) {
            throw Unsupported.whereAContainerConnects("A request header");
        }
        headers.set(name, value);
    }

    /** Begins, with options that are frozen now. */
    CompletableFuture<Void> begin(AbstractSocket socket, URI uri, BaseControl<?> options) {
        URI checked = ConnectUri.checked(Objects.requireNonNull(uri, "uri"));
        Connector by = connector;
        RequestHeaders own = headers;
        if (by == null || own == null) {
            throw Life.used();
        }
        life.connect();
        options.freeze();
        information.connecting(checked.getScheme().equals("wss"));
        CompletableFuture<Void> trying = start(by, socket, new Connector.Request(checked, own.all(), options));
        if (!life.tries(trying)) {
            trying.cancel(true);
        }
        return ConnectFuture.of(trying, this::failed, this::giveUp);
    }

    /** A connector that cannot even begin, for want of an engine, leaves a socket that is closed. */
    private CompletableFuture<Void> start(Connector by, AbstractSocket socket, Connector.Request request) {
        boolean begun = false;
        try {
            CompletableFuture<Void> trying = by.connect(socket, request);
            begun = true;
            return trying;
        } finally {
            if (!begun) {
                giveUp();
            }
        }
    }

    private void failed(Throwable failure) {
        giveUp();
        information.refused(failure instanceof WebSocketException refusal ? refusal.httpStatus() : OptionalInt.empty());
    }

    /** The connect failed or was cancelled, perhaps in the moment between the open and the completion of its future. */
    private void giveUp() {
        if (life.giveUp()) {
            leave.run();
        }
    }
}
