/** Sluice and its peers in one run: the same work, the same server, and only ratios as result. */
@NullMarked
package org.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
