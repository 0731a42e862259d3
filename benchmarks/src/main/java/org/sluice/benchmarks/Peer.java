package org.sluice.benchmarks;

import java.net.URI;

/** Who does the work of a benchmark on the client's side. */
public enum Peer {
    /** Our client and our endpoints. */
    SLUICE {
        @Override
        Echo echo(URI server) throws Exception {
            return new SluiceEcho(server.resolve("message/echo"));
        }

        @Override
        Upload upload(URI server) throws Exception {
            return new SluiceUpload(server.resolve("stream/discard"));
        }
    },
    /** Tyrus's client and plain annotated endpoints, on the same engine as ours. */
    TYRUS {
        @Override
        Echo echo(URI server) throws Exception {
            return new TyrusPeer(server.resolve("plain/message"));
        }

        @Override
        Upload upload(URI server) throws Exception {
            return new TyrusPeer(server.resolve("plain/discard"));
        }
    },
    /** The JDK's client and our endpoints. */
    JDK {
        @Override
        Echo echo(URI server) throws Exception {
            return new JdkPeer(server.resolve("message/echo"));
        }

        @Override
        Upload upload(URI server) throws Exception {
            return new JdkPeer(server.resolve("stream/discard"));
        }
    };

    /** Connects for round trips. */
    abstract Echo echo(URI server) throws Exception;

    /** Connects for uploads. */
    abstract Upload upload(URI server) throws Exception;
}
