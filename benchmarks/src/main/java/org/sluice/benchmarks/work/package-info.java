/** The workloads, and the client's part of each. */
@NullMarked
package org.sluice.benchmarks.work;

import org.jspecify.annotations.NullMarked;
