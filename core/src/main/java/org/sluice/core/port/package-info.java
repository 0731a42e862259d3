/** The two ports between the sockets and the wire, without framework types. */
@NullMarked
package org.sluice.core.port;

import org.jspecify.annotations.NullMarked;
