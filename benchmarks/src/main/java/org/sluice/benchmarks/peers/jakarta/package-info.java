/** What the peers behind the Jakarta API share. */
@NullMarked
package org.sluice.benchmarks.peers.jakarta;

import org.jspecify.annotations.NullMarked;
