/** Sluice, through its public API on both ends. */
@NullMarked
package org.sluice.benchmarks.peers.sluice;

import org.jspecify.annotations.NullMarked;
