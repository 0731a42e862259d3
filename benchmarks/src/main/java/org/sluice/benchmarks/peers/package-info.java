/** The peers: which there are, what they cannot do, and how each is set up. */
@NullMarked
package org.sluice.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
