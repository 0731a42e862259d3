/**
 * The client's connects: from a name to a WebSocket over a {@link org.sluice.grizzly.wire.Wire}, on one transport for all. What is said on
 * it afterwards is left to the wire.
 */
@NullMarked
package org.sluice.grizzly.client;

import org.jspecify.annotations.NullMarked;
