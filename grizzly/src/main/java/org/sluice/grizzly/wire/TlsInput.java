package org.sluice.grizzly.wire;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Decrypts what comes in, straight into the reader's buffer where that takes a whole record; from an array, since engines of the JDK are slower
 * elsewhere by more than a copy takes. What the engine asks for meanwhile is left
 * to its {@link Control}. Used by one thread at a time, the one that reads; an idle connection holds at most a part of a record.
 */
final class TlsInput {

    /** What a handshake needs beside reading. */
    interface Control {

        /** Sends what the engine has to say; false where that has to wait. */
        boolean wrap() throws IOException;

        /** Runs the engine's long tasks elsewhere, and then reads on. */
        void work();

        /** Whether they run. */
        boolean isWorking();

        /** Whether this is the first handshake, after which reading stops. */
        boolean isFirst();

        /** No handshake is under way any more. */
        void settled();
    }

    private static final Logger LOG = System.getLogger("org.sluice");
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final Line plain;
    private final SSLEngine engine;
    private final Control control;
    // They lend what is read into, during a read only: any number of threads may read, each for a connection of its
    // own.
    private final SegmentPool pool = SegmentPool.direct();
    private final SegmentPool arrays = SegmentPool.arrays();

    /** Received and not decrypted yet. */
    private ByteBuffer encrypted = NONE;
    /** Decrypted, where the reader's buffer was smaller than a record. */
    private ByteBuffer decrypted = NONE;
    /** Whether {@link #encrypted} has more than a part of a record. */
    private boolean more;

    private boolean ended;

    TlsInput(Line plain, SSLEngine engine, Control control) {
        this.plain = plain;
        this.engine = engine;
        this.control = control;
    }

    void startWith(ByteBuffer received) {
        encrypted = copy(received);
        more = true;
    }

    /** See {@link Line#read}; may be called without room during the first handshake. */
    int read(ByteBuffer into) throws IOException {
        int start = into.position();
        drain(into);
        if (ended || decrypted.hasRemaining() || control.isWorking()) {
            return ended && into.position() == start ? -1 : into.position() - start;
        }
        ByteBuffer lent = arrays.take();
        try {
            return read(into, start, net(lent).put(encrypted).flip());
        } finally {
            arrays.giveBack(lent);
        }
    }

    private int read(ByteBuffer into, int start, ByteBuffer net) throws IOException {
        encrypted = NONE;
        more = false;
        try {
            boolean over = decrypt(net, into, start);
            int count = into.position() - start;
            return over && count == 0 ? -1 : count;
        } catch (SSLException e) {
            sayWhy();
            throw e;
        } finally {
            encrypted = copy(net);
        }
    }

    /** See {@link Line#mayHaveMore}. */
    boolean mayHaveMore() {
        return more || decrypted.hasRemaining() || (!ended && !control.isWorking() && plain.mayHaveMore());
    }

    void end() {
        ended = true;
        encrypted = NONE;
        decrypted = NONE;
    }

    private ByteBuffer net(ByteBuffer lent) {
        return encrypted.remaining() < lent.remaining() / 2
                ? lent
                : ByteBuffer.allocate(encrypted.remaining() + lent.remaining());
    }

    /** True where the peer sends no more. */
    private boolean decrypt(ByteBuffer net, ByteBuffer into, int start) throws IOException {
        boolean first = control.isFirst();
        HandshakeStatus status = engine.getHandshakeStatus();
        // What a task has left to say or to do; unwrapping would ask for more bytes instead.
        boolean owing = status == HandshakeStatus.NEED_WRAP || status == HandshakeStatus.NEED_TASK;
        if (owing && !goesOn(first)) {
            return false;
        }
        while (true) {
            SSLEngineResult result = engine.unwrap(net, into);
            switch (result.getStatus()) {
                case CLOSED -> {
                    boolean unused = control.wrap();
                    return true;
                }
                case BUFFER_OVERFLOW -> {
                    if (into.position() > start) {
                        more = true;
                        return false;
                    }
                    // An engine says so before it looks whether the record is complete.
                    int count = spill(net) ? 1 : fill(net);
                    if (count <= 0) {
                        return count < 0;
                    }
                    drain(into);
                    if (decrypted.hasRemaining() || into.position() > start || !goesOn(first)) {
                        more = net.hasRemaining();
                        return false;
                    }
                }
                case BUFFER_UNDERFLOW -> {
                    int count = into.position() > start ? 0 : fill(net);
                    if (count <= 0) {
                        return count < 0;
                    }
                }
                case OK -> {
                    if (!goesOn(first)) {
                        more = net.hasRemaining();
                        return false;
                    }
                }
            }
        }
    }

    /** Does what the engine needs before it unwraps more; false where that takes its time. */
    private boolean goesOn(boolean first) throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_WRAP) {
            if (!control.wrap()) {
                return false;
            }
            status = engine.getHandshakeStatus();
        }
        if (status == HandshakeStatus.NEED_TASK) {
            control.work();
            return false;
        }
        if (status == HandshakeStatus.NOT_HANDSHAKING) {
            control.settled();
            return !first;
        }
        return true;
    }

    /** False where the record is not complete. */
    private boolean spill(ByteBuffer net) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        boolean complete = engine.unwrap(net, record).getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW;
        decrypted = record.flip();
        return complete;
    }

    private int fill(ByteBuffer net) throws IOException {
        net.compact();
        ByteBuffer received = pool.take();
        try {
            int count = plain.read(received.limit(Math.min(received.limit(), net.remaining())));
            net.put(received.flip());
            return count;
        } finally {
            net.flip();
            pool.giveBack(received);
        }
    }

    private void drain(ByteBuffer into) {
        int count = Math.min(into.remaining(), decrypted.remaining());
        into.put(into.position(), decrypted, decrypted.position(), count);
        into.position(into.position() + count);
        decrypted.position(decrypted.position() + count);
        if (!decrypted.hasRemaining()) {
            decrypted = NONE;
        }
    }

    /** The alert that tells the peer what was wrong (RFC 8446, 6.2). */
    private void sayWhy() {
        try {
            boolean unused = control.wrap();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The peer cannot be told why TLS fails", e);
        }
    }

    private static ByteBuffer copy(ByteBuffer rest) {
        return rest.hasRemaining()
                ? ByteBuffer.allocate(rest.remaining()).put(rest).flip()
                : NONE;
    }
}
