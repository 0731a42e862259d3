/** The sockets themselves, above the ports. */
@NullMarked
package org.sluice.core.socket;

import org.jspecify.annotations.NullMarked;
