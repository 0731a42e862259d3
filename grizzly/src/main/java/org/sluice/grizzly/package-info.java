/**
 * Tyrus on Grizzly for both ends: {@link org.sluice.grizzly.GrizzlyServer} serves Jakarta WebSocket endpoints without a
 * container, {@link org.sluice.grizzly.TyrusClientEngine} connects, and {@link org.sluice.grizzly.ConnectionAbort} ends a
 * connection whose peer no longer reads.
 */
@NullMarked
package org.sluice.grizzly;

import org.jspecify.annotations.NullMarked;
