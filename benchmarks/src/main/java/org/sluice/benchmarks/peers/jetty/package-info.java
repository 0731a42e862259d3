/** Jetty's own WebSocket API on both ends. */
@NullMarked
package org.sluice.benchmarks.peers.jetty;

import org.jspecify.annotations.NullMarked;
