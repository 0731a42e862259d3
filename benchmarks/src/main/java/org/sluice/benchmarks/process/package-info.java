/** The processes of a run: a server and a client of each pair, and how they are told what to do. */
@NullMarked
package org.sluice.benchmarks.process;

import org.jspecify.annotations.NullMarked;
