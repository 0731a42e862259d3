package org.sluice.grizzly.wire;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what goes out, several records at a time, in an array, since engines of the JDK are slower elsewhere by more than a copy takes,
 * and copies it into a segment that is lent as long as something waits in it. Who goes on when the system takes more is left to the {@link
 * TlsLine}.
 *
 * <p>Lock: {@code lock} guards the segment and the engine's wrapping side; it is held while the plain line writes, which does not block.
 */
final class TlsOutput {

    private static final Logger LOG = System.getLogger("org.sluice");
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Line plain;
    private final SSLEngine engine;
    private final SegmentPool pool = SegmentPool.direct();
    private final SegmentPool arrays = SegmentPool.arrays();

    private final ReentrantLock lock = new ReentrantLock();
    /** Encrypted and not written yet, up to its position. */
    private @Nullable ByteBuffer out;
    /** Whether the output is shut once all is out. */
    private boolean closing;

    private boolean ended;
    private volatile boolean blocked;

    TlsOutput(Line plain, SSLEngine engine) {
        this.plain = plain;
        this.engine = engine;
    }

    /** See {@link Line#write}. */
    boolean write(ByteBuffer from) throws IOException {
        lock.lock();
        try {
            throwIfEnded();
            while (writeOut()) {
                if (!from.hasRemaining()) {
                    return true;
                }
                encrypt(from);
                if (out == null) {
                    return false;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Wraps what the engine itself has to say; false where there is no room, so that it goes on once what waits is out. */
    boolean wrapOwn() throws IOException {
        lock.lock();
        try {
            throwIfEnded();
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                if (!hasRoom() && !writeOut()) {
                    return false;
                }
                SSLEngineResult result = engine.wrap(NOTHING.duplicate(), segment());
                if (result.getStatus() == Status.CLOSED || result.bytesProduced() == 0) {
                    break;
                }
            }
            boolean unused = writeOut();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what waits; true if nothing does any more. */
    boolean flush() throws IOException {
        boolean shut;
        lock.lock();
        try {
            if (ended || !writeOut()) {
                return false;
            }
            shut = closing;
            closing = false;
        } finally {
            lock.unlock();
        }
        if (shut) {
            plain.shutdownOutput();
        }
        return true;
    }

    /** Whether something waits for the system to take more. */
    boolean isWaiting() {
        lock.lock();
        try {
            return out != null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether data waits for a handshake, which waits for the peer. */
    boolean isBlocked() {
        return blocked;
    }

    /** The handshake is over. */
    void unblock() {
        blocked = false;
    }

    /** Says that no more comes; false where that waits, and the line is shut afterwards. */
    boolean close() {
        lock.lock();
        try {
            if (ended || sayClosed()) {
                return true;
            }
            closing = true;
            return false;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "No need to shut what is lost", e);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Says that no more comes, unless something is in the way. */
    void closeIfFree() {
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (!ended && out == null && !engine.isOutboundDone()) {
                boolean unused = sayClosed();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The peer is gone, and needs no word of it", e);
        } finally {
            lock.unlock();
        }
    }

    /** Gives the segment back; nothing is written any more. */
    void end() {
        lock.lock();
        try {
            ended = true;
            giveBack();
        } finally {
            lock.unlock();
        }
    }

    private boolean sayClosed() throws IOException {
        engine.closeOutbound();
        while (!engine.isOutboundDone() && (hasRoom() || writeOut())) {
            SSLEngineResult result = engine.wrap(NOTHING.duplicate(), segment());
            if (result.bytesProduced() == 0) {
                break;
            }
        }
        return writeOut();
    }

    private void encrypt(ByteBuffer from) throws IOException {
        ByteBuffer records = arrays.take().limit(segment().remaining());
        try {
            encrypt(from, records);
        } finally {
            // Also what was encrypted before a failure.
            segment().put(records.flip());
            arrays.giveBack(records);
            giveBackIfEmpty();
        }
    }

    private void encrypt(ByteBuffer from, ByteBuffer records) throws IOException {
        while (from.hasRemaining() && takesRecord(records)) {
            SSLEngineResult result = engine.wrap(from, records);
            if (result.getStatus() == Status.CLOSED) {
                throw new IOException("TLS is closed; nothing may be sent any more");
            }
            if (result.bytesProduced() == 0) {
                blocked = true;
                break;
            }
        }
    }

    private ByteBuffer segment() {
        ByteBuffer segment = out;
        if (segment == null) {
            segment = pool.take();
            out = segment;
        }
        return segment;
    }

    private boolean hasRoom() {
        return out == null || takesRecord(out);
    }

    /** An engine wraps only where the largest record would fit. */
    private boolean takesRecord(ByteBuffer to) {
        return to.remaining() >= engine.getSession().getPacketBufferSize();
    }

    private boolean writeOut() throws IOException {
        if (out == null) {
            return true;
        }
        boolean gone = out.position() == 0 || plain.write(out.flip());
        if (gone) {
            giveBack();
        } else {
            out.compact();
        }
        return gone;
    }

    private void giveBackIfEmpty() {
        if (out != null && out.position() == 0) {
            giveBack();
        }
    }

    private void giveBack() {
        if (out != null) {
            pool.giveBack(out);
            out = null;
        }
    }

    private void throwIfEnded() throws IOException {
        if (ended) {
            throw new IOException("The connection is closed");
        }
    }
}
