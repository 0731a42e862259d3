/** What comes out of a run: statistics, and their table, CSV and plot. Pure code. */
@NullMarked
package org.sluice.benchmarks.report;

import org.jspecify.annotations.NullMarked;
