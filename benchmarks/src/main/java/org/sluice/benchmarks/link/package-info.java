/** What every peer offers to the workloads: connections that send messages and streams, and what servers do with them. */
@NullMarked
package org.sluice.benchmarks.link;

import org.jspecify.annotations.NullMarked;
