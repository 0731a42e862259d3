/** The program that measures Sluice and its peers in one run: reads the command line and runs the rounds. */
@NullMarked
package org.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
