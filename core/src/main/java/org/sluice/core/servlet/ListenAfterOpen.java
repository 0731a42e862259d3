package org.sluice.core.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets another handler of upgrades listen to its connection only when it has opened it. Tyrus listens before: of an end that comes
 * between the two it keeps nothing, and tells nobody, for ever. So the container does not look for an end until then; what there is by
 * then, an end or data, it tells at once. What the client sends goes to it by a {@link ReframedInput}: Tyrus holds each frame whole, and
 * closes with 1011 where one is over 4 MiB.
 *
 * <p>Made by the container, which is why it is public. Its calls come from the container's threads; the container orders them.
 */
public final class ListenAfterOpen implements HttpUpgradeHandler {

    private @Nullable HttpUpgradeHandler inner;
    private BooleanSupplier lost = () -> false;
    private BooleanSupplier plain = () -> false;

    /** Made by the container. */
    public ListenAfterOpen() {}

    /**
     * Comes before the container's own calls.
     *
     * @param handler opens the connection
     * @param ended whether the connection has ended already
     * @param noExtension whether frames are as RFC 6455 has them; asked when the handshake has been answered
     */
    void around(HttpUpgradeHandler handler, BooleanSupplier ended, BooleanSupplier noExtension) {
        inner = handler;
        lost = ended;
        plain = noExtension;
    }

    /**
     * Opens, then listens.
     *
     * @param connection the container's
     */
    @Override
    public void init(WebConnection connection) {
        try {
            ServletInputStream frames = connection.getInputStream();
            HeldInput input = new HeldInput(plain.getAsBoolean() ? new ReframedInput(frames) : frames);
            inner().init(new Connection(connection, input));
            input.listen(lost);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void destroy() {
        inner().destroy();
    }

    private HttpUpgradeHandler inner() {
        if (inner == null) {
            throw new IllegalStateException("The container uses a handler of an upgrade that never took place");
        }
        return inner;
    }

    @SuppressWarnings("try") // Its close throws what that of the servlet specification may throw.
    private record Connection(WebConnection outer, ServletInputStream input) implements WebConnection {

        @Override
        public ServletInputStream getInputStream() {
            return input;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return outer.getOutputStream();
        }

        @Override
        public void close() throws Exception {
            outer.close();
        }
    }

    /** The container's stream, which hears of its listener late. */
    private static final class HeldInput extends ServletInputStream {

        private final ServletInputStream outer;
        private @Nullable ReadListener held;
        private boolean listens;

        HeldInput(ServletInputStream outer) {
            this.outer = outer;
        }

        /** An end that the container met while it wrote its part of the handshake is told by nobody else. */
        void listen(BooleanSupplier lost) {
            listens = true;
            ReadListener listener = held;
            if (listener == null) {
                return;
            }
            if (!lost.getAsBoolean()) {
                outer.setReadListener(listener);
            }
            // Also one that came just before the container began to listen; what it tells itself the listener takes
            // once.
            if (lost.getAsBoolean()) {
                listener.onError(new IOException("The connection was lost while it was opened"));
            }
        }

        @Override
        public void setReadListener(ReadListener listener) {
            if (listens) {
                outer.setReadListener(listener);
            } else {
                held = listener;
            }
        }

        @Override
        public boolean isFinished() {
            return outer.isFinished();
        }

        @Override
        public boolean isReady() {
            return outer.isReady();
        }

        @Override
        public int available() throws IOException {
            return outer.available();
        }

        @Override
        public int read() throws IOException {
            return outer.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return outer.read(into, offset, length);
        }

        @Override
        public void close() throws IOException {
            outer.close();
        }
    }
}
