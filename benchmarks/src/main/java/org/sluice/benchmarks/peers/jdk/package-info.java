/** The client of the JDK. */
@NullMarked
package org.sluice.benchmarks.peers.jdk;

import org.jspecify.annotations.NullMarked;
