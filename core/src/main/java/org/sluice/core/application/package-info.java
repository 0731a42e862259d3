/** The applications whose endpoints run on this copy of the library: their settings, threads and open sockets, from start to stop. */
@NullMarked
package org.sluice.core.application;

import org.jspecify.annotations.NullMarked;
