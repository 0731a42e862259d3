/** Tyrus with its own Grizzly server and client. */
@NullMarked
package org.sluice.benchmarks.peers.tyrus;

import org.jspecify.annotations.NullMarked;
