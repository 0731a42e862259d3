package org.sluice.benchmarks.link;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Makes both ends of a peer, each set up as the peer's documentation recommends. */
public interface Ends {

    /**
     * Starts a server on a free port of 127.0.0.1.
     *
     * @param tls null for plain TCP
     * @throws Exception whatever the library throws
     */
    Server serve(@Nullable Tls tls) throws Exception;

    /**
     * Makes a client.
     *
     * @param server {@code ws://127.0.0.1:port} or {@code wss://...}, without a path; the JVM's default trust knows its certificate
     * @throws Exception whatever the library throws
     */
    Client client(URI server) throws Exception;
}
