package org.sluice.core.port;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * A connection of an engine of ours, to which a socket attaches while the endpoint's open handler runs; its frames then pass by Jakarta
 * WebSocket. The types of this package are those that an application and an engine with another copy of the library share, so that they
 * name nothing but each other and the JDK.
 */
public interface DirectConnection extends PromptSink, Brake {

    /**
     * Begins to deliver, once the open handler has returned. Called once; what the peer sends then never reaches the Jakarta session.
     *
     * @param inbound takes what is received
     * @param stallTimeout how long a pause may last in which nothing is taken; zero for ever
     * @param idleTimeout how long the connection may be without traffic before it is closed with 1001; zero for ever
     */
    void attach(Inbound inbound, Duration stallTimeout, Duration idleTimeout);

    /**
     * Sets whether messages are compressed, where that was agreed on; from the next message on.
     *
     * @param on false until it is set
     */
    void compress(boolean on);

    /**
     * A number that grows with every sign that the peer is there: with each byte that is received, in whichever frame, and where the peer
     * takes what it is sent while it may not have come to a ping behind that. From any thread.
     *
     * @return 0 at the handshake
     */
    long signsOfLife();

    /**
     * The extensions that were agreed on below the session, which does not know of them.
     *
     * @return their names
     */
    List<String> extensions();

    /**
     * This end's address.
     *
     * @return as bound
     */
    InetSocketAddress localAddress();

    /**
     * The other end's address.
     *
     * @return a proxy's, where there is one
     */
    InetSocketAddress remoteAddress();
}
