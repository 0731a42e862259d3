package org.sluice.grizzly.client;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeInfo;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeStatus;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.port.ServerHandshake;
import org.sluice.grizzly.wire.TyrusBridge;
import org.sluice.grizzly.wire.Wire;

/** Shows the engine the server's answer, and opens the session over a wire where the engine agrees. May block as long as handlers do. */
final class SessionOpening {

    private static final int SWITCHING_PROTOCOLS = 101;

    private final ClientEngine engine;
    private final Executor threads;

    /** The threads run an ordinary endpoint's handlers. */
    SessionOpening(ClientEngine engine, Executor threads) {
        this.engine = engine;
        this.threads = threads;
    }

    /**
     * Opens the session, and begins to receive.
     *
     * @return false where the answer is no upgrade; the engine has told its caller
     * @throws ProtocolException if the engine wants what is not done here
     */
    boolean open(UpgradeExchange.Answer answer, Wire wire) throws ProtocolException {
        TyrusUpgradeResponse response = response(answer.head());
        if (response.getStatus() != SWITCHING_PROTOCOLS) {
            ClientUpgradeInfo info = engine.processResponse(response, new NoWriter(), reason -> {});
            if (info.getUpgradeStatus() == ClientUpgradeStatus.ANOTHER_UPGRADE_REQUEST_REQUIRED) {
                throw new ProtocolException("The engine wants to follow the answer " + response.getStatus()
                        + " with another request, which is left to the caller here");
            }
            return false;
        }
        try {
            TyrusBridge.open(wire, ServerHandshake.NONE, threads, writer -> connection(response, writer, wire));
        } catch (Refused e) {
            return false;
        }
        ByteBuffer rest = answer.rest();
        wire.start(rest);
        return true;
    }

    private Connection connection(TyrusUpgradeResponse response, Writer writer, Wire wire) {
        ClientUpgradeInfo info = engine.processResponse(response, writer, reason -> wire.abort());
        if (info.getUpgradeStatus() != ClientUpgradeStatus.SUCCESS) {
            throw new Refused();
        }
        return info.createConnection();
    }

    private static TyrusUpgradeResponse response(ResponseHead head) {
        TyrusUpgradeResponse response = new TyrusUpgradeResponse();
        response.setStatus(head.status());
        response.setReasonPhrase(head.reason());
        Map<String, List<String>> headers = response.getHeaders();
        for (ResponseHead.Field field : head.fields()) {
            List<String> values = headers.computeIfAbsent(field.name(), name -> new ArrayList<>(1));
            if (!values.isEmpty() && field.name().equalsIgnoreCase("Connection")) {
                // The engine looks at the first value only; several lines mean the same as one list (RFC 9110, 5.3).
                values.set(0, values.get(0) + ", " + field.value());
            } else {
                values.add(field.value());
            }
        }
        return response;
    }

    /** The engine does not like the answer, and has told its caller. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused() {
            super("refused", null, false, false);
        }
    }

    /** Of a connection that is none. */
    private static final class NoWriter extends Writer {

        @Override
        public void write(ByteBuffer buffer, @Nullable CompletionHandler<ByteBuffer> handler) {
            if (handler != null) {
                handler.failed(new IllegalStateException("The server did not agree to an upgrade"));
            }
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}
