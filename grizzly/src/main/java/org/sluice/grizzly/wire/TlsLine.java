package org.sluice.grizzly.wire;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLHandshakeException;

/**
 * A line that encrypts over one that does not. What is received is left to {@link TlsInput}, what is sent to {@link TlsOutput}; this
 * is who is told what, and the handshakes: the first, and those that a peer asks for later.
 */
public final class TlsLine implements Line {

    private static final Logger LOG = System.getLogger("org.sluice");
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** What an engine reports before its first handshake is done. */
    private static final String NOT_SHAKEN = "SSL_NULL_WITH_NULL_NULL";

    private final Line plain;
    private final SSLEngine engine;
    private final Executor tasks;
    private final Events upper;
    private final TlsInput input;
    private final TlsOutput output;
    private final CompletableFuture<Void> established = new CompletableFuture<>();

    /** Guarded by this: what the owner asked for, and whether the engine works elsewhere meanwhile. */
    private boolean reading;

    private boolean writing;
    private boolean working;

    /**
     * Makes a line; its own {@link #events()} are to get those of the plain one.
     *
     * @param plain below
     * @param engine in use by nobody else; its handshake is done, or else {@link #handshake()} is called
     * @param tasks run what takes the engine long, such as checks of certificates
     * @param upper get this line's events once the handshake is done; the end always
     */
    public TlsLine(Line plain, SSLEngine engine, Executor tasks, Events upper) {
        this.plain = plain;
        this.engine = engine;
        this.tasks = tasks;
        this.upper = upper;
        output = new TlsOutput(plain, engine);
        input = new TlsInput(plain, engine, new Control());
        if (!NOT_SHAKEN.equals(engine.getSession().getCipherSuite())) {
            established.complete(null);
        }
    }

    /**
     * Takes what was received before this line was made; before all reads.
     *
     * @param encrypted from position to limit; not kept
     */
    public void startWith(ByteBuffer encrypted) {
        input.startWith(encrypted);
    }

    /**
     * Begins the first handshake. Nothing is read or written before it is done; then no more events come until {@link #reading} asks.
     *
     * @return fails with an {@link javax.net.ssl.SSLException} where the peers do not agree, or as the connection does
     */
    public CompletableFuture<Void> handshake() {
        plain.onSelector(() -> {
            try {
                engine.beginHandshake();
                plain.reading(true);
                shake();
            } catch (IOException e) {
                failed(e);
            }
        });
        return established;
    }

    /**
     * What the plain line's events go to.
     *
     * @return always the same
     */
    public Events events() {
        return new Events() {
            @Override
            public void readable() {
                if (established.isDone()) {
                    upper.readable();
                } else {
                    shake();
                }
            }

            @Override
            public void writable() {
                TlsLine.this.writable();
            }

            @Override
            public void gone() {
                established.completeExceptionally(
                        new SSLHandshakeException("the connection was lost during the TLS handshake"));
                output.end();
                input.end();
                // Not at once: whoever brought the end may hold locks that the owner needs.
                plain.onSelector(upper::gone);
            }
        };
    }

    /** Goes on with the first handshake. */
    private void shake() {
        if (established.isDone()) {
            return;
        }
        try {
            boolean over = input.read(NOTHING.duplicate()) < 0;
            if (isIdle()) {
                plain.reading(false);
                established.complete(null);
            } else if (over) {
                failed(new SSLHandshakeException("the peer hung up during the TLS handshake"));
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    /** Goes on with whatever handshake is under way. */
    private void goOn() {
        if (!established.isDone()) {
            shake();
        } else if (output.isBlocked()) {
            if (isIdle()) {
                output.unblock();
                listen();
            } else {
                upper.readable();
            }
        }
    }

    private void failed(IOException e) {
        established.completeExceptionally(e);
        plain.terminate();
    }

    private void writable() {
        try {
            if (output.flush()) {
                if (established.isDone() && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                    // The input found no room for what a later handshake has to say; there may be nothing else to send.
                    boolean unused = output.wrapOwn();
                }
                goOn();
                if (isWriting() && !output.isBlocked()) {
                    upper.writable();
                }
            }
            listen();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A connection that takes nothing more is lost", e);
            failed(e);
        }
    }

    private boolean isIdle() {
        return switch (engine.getHandshakeStatus()) {
            case NOT_HANDSHAKING, FINISHED -> true;
            default -> false;
        };
    }

    private synchronized boolean isWriting() {
        return writing;
    }

    /** Asks below for what is wanted above, or by the encryption itself. */
    private synchronized void listen() {
        plain.writing(output.isWaiting() || (writing && !output.isBlocked()));
    }

    /** What the input finds in the engine's way; called by the one that reads. */
    private final class Control implements TlsInput.Control {

        @Override
        public boolean wrap() throws IOException {
            boolean out = output.wrapOwn();
            listen();
            return out;
        }

        @Override
        public void work() {
            synchronized (TlsLine.this) {
                if (working) {
                    return;
                }
                working = true;
            }
            // What comes meanwhile stays with the system, which would tell of it again and again.
            plain.onSelector(TlsLine.this::rest);
            tasks.execute(() -> {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
                plain.onSelector(TlsLine.this::worked);
            });
        }

        @Override
        public boolean isWorking() {
            synchronized (TlsLine.this) {
                return working;
            }
        }

        @Override
        public boolean isFirst() {
            return !established.isDone();
        }

        @Override
        public void settled() {
            if (output.isBlocked()) {
                output.unblock();
                listen();
            }
        }
    }

    private void rest() {
        boolean still;
        synchronized (this) {
            still = working;
        }
        if (still) {
            plain.reading(false);
        }
    }

    private void worked() {
        boolean listening;
        synchronized (this) {
            working = false;
            listening = reading;
        }
        if (!established.isDone()) {
            plain.reading(true);
            shake();
        } else if (listening) {
            plain.reading(true);
            upper.readable();
        }
    }

    @Override
    public boolean prefersArrays() {
        return true;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return input.read(into);
    }

    @Override
    public boolean mayHaveMore() {
        return input.mayHaveMore();
    }

    @Override
    public boolean write(ByteBuffer from) throws IOException {
        boolean out = output.write(from);
        if (output.isBlocked()) {
            // A handshake that the peer asked for comes first; the selector carries it on.
            plain.onSelector(this::goOn);
        }
        return out;
    }

    @Override
    public void reading(boolean on) {
        synchronized (this) {
            reading = on;
            if (working) {
                return;
            }
        }
        plain.reading(on);
    }

    @Override
    public void writing(boolean on) {
        synchronized (this) {
            writing = on;
        }
        listen();
    }

    @Override
    public boolean await(long nanos) throws IOException {
        synchronized (this) {
            if (working) {
                return false;
            }
        }
        return plain.await(nanos);
    }

    @Override
    public void stopAwaiting() {
        plain.stopAwaiting();
    }

    @Override
    public void doneAwaiting() {
        plain.doneAwaiting();
    }

    @Override
    public void onSelector(Runnable task) {
        plain.onSelector(task);
    }

    @Override
    public void shutdownOutput() {
        if (output.close()) {
            plain.shutdownOutput();
        } else {
            listen();
        }
    }

    @Override
    public void terminate() {
        // The peer is told if nothing is in the way; where something is, it does not read (RFC 8446, 6.1).
        output.closeIfFree();
        plain.terminate();
    }

    @Override
    public InetSocketAddress localAddress() {
        return plain.localAddress();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return plain.remoteAddress();
    }
}
