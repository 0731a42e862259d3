package org.sluice.benchmarks.link;

import java.io.IOException;

/** The server's end of a peer, on loopback; it offers every {@link Service}. */
public interface Server extends AutoCloseable {

    /** Where it listens. */
    int port();

    @Override
    void close() throws IOException;

    /** A server of two simple parts. */
    static Server of(int port, Closing closing) {
        return new Server() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public void close() throws IOException {
                try {
                    closing.close();
                } catch (IOException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }
        };
    }

    /** How a library stops a server. */
    interface Closing {
        /** Stops it. */
        void close() throws Exception;
    }
}
