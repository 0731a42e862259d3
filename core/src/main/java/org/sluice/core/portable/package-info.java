/** The ports over a Jakarta WebSocket session, for every container. */
@NullMarked
package org.sluice.core.portable;

import org.jspecify.annotations.NullMarked;
