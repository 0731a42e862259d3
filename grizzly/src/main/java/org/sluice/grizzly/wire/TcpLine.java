package org.sluice.grizzly.wire;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SocketChannel;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.nio.NIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;

/**
 * A plain line over a connection of Grizzly, which keeps its selectors, its events and its end. Bytes go straight between the socket and
 * the caller's buffers.
 */
public final class TcpLine implements Line {

    private static final Logger LOG = System.getLogger("org.sluice");

    private final TCPNIOConnection connection;
    private final SocketChannel channel;
    private final Readiness readiness;
    /** Grizzly forgets them with the connection. */
    private final InetSocketAddress local;

    private final InetSocketAddress remote;
    private boolean filled;

    /**
     * Makes a line.
     *
     * @param connection connected
     */
    public TcpLine(TCPNIOConnection connection) {
        this.connection = connection;
        this.channel = (SocketChannel) connection.getChannel();
        readiness = new Readiness(channel);
        this.local = (InetSocketAddress) connection.getLocalAddress();
        this.remote = (InetSocketAddress) connection.getPeerAddress();
    }

    /**
     * From now on the connection's events come here; before, whoever had it must have written and read all of its own.
     *
     * @param events takes them
     */
    public void handTo(Events events) {
        connection.setProcessor(new EventProcessor(events));
        // Not its future, which is a dozen objects for as long as the connection lasts.
        connection.addCloseListener((CloseListener<Closeable, CloseType>) (closed, how) -> events.gone());
    }

    /**
     * Whether a connection's events come to a line.
     *
     * @param connection any
     * @return false while a filter chain has it
     */
    public static boolean has(Connection<?> connection) {
        return connection.getProcessor() instanceof EventProcessor;
    }

    @Override
    public boolean prefersArrays() {
        return false;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int read = channel.read(into);
        filled = !into.hasRemaining();
        return read;
    }

    @Override
    public int read(ByteBuffer into, ByteBuffer behind) throws IOException {
        int read = (int) channel.read(new ByteBuffer[] {into, behind});
        filled = !behind.hasRemaining();
        return read;
    }

    @Override
    public boolean mayHaveMore() {
        return filled;
    }

    @Override
    public boolean write(ByteBuffer from) throws IOException {
        channel.write(from);
        return !from.hasRemaining();
    }

    @Override
    public void reading(boolean on) {
        listen(IOEvent.READ, on);
    }

    @Override
    public void writing(boolean on) {
        listen(IOEvent.WRITE, on);
    }

    private void listen(IOEvent event, boolean on) {
        try {
            if (on) {
                connection.enableIOEvent(event);
            } else {
                // Any thread may come here. Grizzly reads the interest and then sets it, and so would take away what
                // the selector adds in
                // between: a sender that waits for the socket to take more would wait for ever.
                connection.getSelectionKey().interestOpsAnd(~event.getSelectionKeyInterest());
            }
        } catch (CancelledKeyException e) {
            LOG.log(Level.DEBUG, "Nothing comes any more of a connection that has ended", e);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A connection that cannot be listened to is lost", e);
            terminate();
        }
    }

    @Override
    public boolean await(long nanos) throws IOException {
        return readiness.await(nanos);
    }

    @Override
    public void stopAwaiting() {
        readiness.stop();
    }

    @Override
    public void doneAwaiting() {
        readiness.done();
    }

    @Override
    public void onSelector(Runnable task) {
        NIOTransport transport = (NIOTransport) connection.getTransport();
        SelectorTask once = new SelectorTask(task);
        transport.getSelectorHandler().enque(connection.getSelectorRunner(), once, once);
    }

    @Override
    public void shutdownOutput() {
        try {
            if (connection.isOpen()) {
                channel.shutdownOutput();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "No need to shut what is lost", e);
            terminate();
        }
    }

    @Override
    public void terminate() {
        connection.terminateSilently();
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }
}
