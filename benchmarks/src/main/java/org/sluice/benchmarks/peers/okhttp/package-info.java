/** The client of OkHttp. */
@NullMarked
package org.sluice.benchmarks.peers.okhttp;

import org.jspecify.annotations.NullMarked;
