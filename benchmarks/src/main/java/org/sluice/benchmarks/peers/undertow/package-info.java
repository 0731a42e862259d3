/** Undertow's core API on both ends. */
@NullMarked
package org.sluice.benchmarks.peers.undertow;

import org.jspecify.annotations.NullMarked;
