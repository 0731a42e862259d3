/** TCP and TLS of the JDK without WebSocket: what is left when a library costs nothing. */
@NullMarked
package org.sluice.benchmarks.peers.tcp;

import org.jspecify.annotations.NullMarked;
