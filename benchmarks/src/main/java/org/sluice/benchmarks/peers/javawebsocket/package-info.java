/** Java-WebSocket on both ends. */
@NullMarked
package org.sluice.benchmarks.peers.javawebsocket;

import org.jspecify.annotations.NullMarked;
