/**
 * The direct transport: the frames of one connection between Grizzly's selectors and the ports, without Tyrus in between. Handshakes are
 * left to the server's and the client's side.
 */
@NullMarked
package org.sluice.grizzly.wire;

import org.jspecify.annotations.NullMarked;
