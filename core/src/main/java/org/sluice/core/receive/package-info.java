/** Inbound: message assembly and the bounded pipe of a stream. */
@NullMarked
package org.sluice.core.receive;

import org.jspecify.annotations.NullMarked;
