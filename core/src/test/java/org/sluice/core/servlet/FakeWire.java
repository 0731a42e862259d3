package org.sluice.core.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A container's connection after an upgrade, which tells its listener on the spot that it was reset before. */
@SuppressWarnings("try") // Its close throws what that of the servlet specification may throw.
final class FakeWire implements WebConnection {

    ByteArrayInputStream received = new ByteArrayInputStream(new byte[] {1, 2, 3});
    private final ServletOutputStream output;
    boolean reset;
    boolean inputClosed;
    boolean closed;

    @Nullable
    ReadListener listener;

    Runnable whenListening = () -> {};

    FakeWire(ServletOutputStream output) {
        this.output = output;
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Input();
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return output;
    }

    @Override
    public void close() {
        closed = true;
    }

    private final class Input extends ServletInputStream {

        @Override
        public void setReadListener(ReadListener one) {
            listener = one;
            whenListening.run();
            if (reset) {
                one.onError(new IOException("reset"));
            }
        }

        @Override
        public boolean isFinished() {
            return received.available() == 0;
        }

        @Override
        public boolean isReady() {
            return received.available() > 0;
        }

        @Override
        public int available() {
            return received.available();
        }

        @Override
        public int read() {
            return received.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return received.read(into, offset, length);
        }

        @Override
        public void close() {
            inputClosed = true;
        }
    }
}
