/** Tomcat, embedded, and its client. */
@NullMarked
package org.sluice.benchmarks.peers.tomcat;

import org.jspecify.annotations.NullMarked;
