package org.sluice.benchmarks.work;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.sluice.benchmarks.link.Digest;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Service;

/** One direction of a stream; one load at a time on one connection. */
interface Transfer extends Receiver {

    /** What the server has to do. */
    Service service();

    /** Starts one load; the future completes with what arrived at the other end or here. */
    CompletableFuture<Digest> start(Load load, Link link) throws IOException;
}
