package org.sluice.api;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * What message and stream sockets have in common. A client makes a socket, sets options and handlers, and connects it; a server
 * is handed sockets that are connected already, on which connecting again is an error like any second connect. From then on both
 * are the same. All methods may be called from any thread.
 */
public sealed interface WebSocket extends AutoCloseable permits MessageWebSocket, StreamWebSocket {

    /**
     * Starts to connect (RFC 6455, 4.1; P29, P69-P78), and does not wait. Options and handlers are frozen from here on. What is wrong with
     * the call is thrown; what the connect meets, the future tells. Continuations run where blocking is allowed.
     *
     * @param uri absolute, scheme {@code ws} or {@code wss} in any letter case, with a host, without a fragment and without user
     *     information; escaped characters arrive escaped
     * @return completes when the socket is open; exceptionally with a {@link ConnectFailedException}, which says in which phase it failed and
     *     why, or with a {@link java.util.concurrent.CancellationException} where the socket was closed before. Cancelling it before it
     *     completes gives the connect up and closes what was opened; afterwards it has no effect
     * @throws NullPointerException if the URI is null
     * @throws IllegalArgumentException if the URI is not of that form
     * @throws IllegalStateException if the socket connected before, was closed, or is one that a container opens; also where the engine that
     *     connects is missing from the class path and the module path, and the socket is closed then
     * @throws UnsupportedOperationException if an option is set that the engine cannot honour; the socket is closed then
     */
    CompletableFuture<Void> connectAsync(URI uri);

    /**
     * Connects and waits until the socket is open; otherwise as {@link #connectAsync(URI)}.
     *
     * @param uri as for {@link #connectAsync(URI)}
     * @throws ConnectFailedException if the connect fails; it says in which phase and why
     * @throws SocketClosedException if another thread closes the socket meanwhile; with the code 1006
     * @throws InterruptedIOException if the thread is interrupted; the connect is given up, and the interrupt stays set
     * @throws IOException never for another reason
     * @throws NullPointerException as {@link #connectAsync(URI)}
     * @throws IllegalArgumentException as {@link #connectAsync(URI)}
     * @throws IllegalStateException as {@link #connectAsync(URI)}
     * @throws UnsupportedOperationException as {@link #connectAsync(URI)}
     */
    void connect(URI uri) throws IOException;

    /**
     * Adds a header to the request of the connect. A name that is set again is replaced.
     *
     * @param name a token (RFC 7230, 3.2.6) that is not one of the handshake's own: Host, Connection, Upgrade, Content-Length,
     *     Transfer-Encoding and those beginning with Sec-WebSocket-
     * @param value the value, without control characters
     * @throws IllegalArgumentException if name or value is not of that form
     * @throws IllegalStateException after the connect began
     * @throws UnsupportedOperationException on a socket that does not connect by itself, such as that of a server
     */
    void setRequestHeader(String name, String value);

    /**
     * The options.
     *
     * @return always the same object
     */
    WebSocketControl<?> control();

    /**
     * What is known about the connection.
     *
     * @return always the same object; it stays readable after the close
     */
    WebSocketInformation information();

    /**
     * Registers the handler of the end of the connection (P28, P35, P49). It replaces an earlier one.
     *
     * @param handler called once, if the socket was open
     * @throws IllegalStateException after the connect began; on the server, after the endpoint's open callback returned
     */
    void onClosed(ClosedHandler handler);

    /**
     * Whether data can be sent.
     *
     * @return true from the completed connect until either end begins to close or the connection is lost
     */
    boolean isOpen();

    /**
     * Measures the round-trip time with a ping (RFC 6455, 5.5.2), and does not wait. The ping goes ahead of the data that waits to be sent,
     * where the engine is our own also between the frames of a message. A peer need not answer each of several pings: its answer to one is
     * that to all before it (RFC 6455, 5.5.3).
     *
     * @return completes with the time from this call to the pong; exceptionally with a {@link SocketClosedException} when the connection ends
     *     before or this end has begun to close, with another {@link WebSocketException} when the ping cannot be sent, and with an {@link
     *     IllegalStateException} when 128 pings of this method wait for their answer. No timeout ends it: see {@link
     *     WebSocketControl#pingInterval} for a peer that is gone. Continuations run as the handlers do, where blocking is allowed
     * @throws IllegalStateException before the socket is open
     */
    CompletableFuture<Duration> ping();

    /**
     * Closes with an empty close frame; in a container that is not our own with 1000, as Jakarta WebSocket cannot send an empty one. What
     * was queued goes out first; then the peer's answer is awaited, all within the close timeout, after which the connection is cut; an interrupt
     * of the waiting thread cuts it at once, and stays set. What was received and not taken is given up. A second close has no effect, and
     * does not wait. On a socket that never connected, it only forbids to connect; one that connects gives that up. Throws nothing, and may
     * be called by handlers.
     */
    @Override
    void close();

    /**
     * Closes with a code and a reason; otherwise as {@link #close()}.
     *
     * @param code one that may be sent, see {@link CloseCode#maySend(int)}
     * @param reason at most 123 bytes of UTF-8 (RFC 6455, 5.5); may be empty
     * @throws NullPointerException if the reason is null
     * @throws IllegalArgumentException if the code may not be sent, or the reason is too long or has a surrogate without its pair
     */
    void close(int code, String reason);
}
