package org.sluice.api.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** Two streams that wait until released or closed; {@link #reached} tells when one waits. */
final class BlockingStream {

    final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean closed;

    void release() {
        released.countDown();
    }

    private void block() throws IOException {
        reached.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (closed) {
            throw new IOException("closed meanwhile");
        }
    }

    private void closeIt() {
        closed = true;
        released.countDown();
    }

    InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                block();
                return 7;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                target[offset] = (byte) read();
                return 1;
            }

            @Override
            public void close() {
                closeIt();
            }
        };
    }

    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                block();
            }

            @Override
            public void close() {
                closeIt();
            }
        };
    }
}
