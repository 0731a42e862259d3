/** Netty's WebSocket codec on both ends. */
@NullMarked
package org.sluice.benchmarks.peers.netty;

import org.jspecify.annotations.NullMarked;
