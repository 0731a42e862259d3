/** Client sockets on Java SE, and their annotated endpoints for any Jakarta WebSocket container. */
@NullMarked
package org.sluice.client;

import org.jspecify.annotations.NullMarked;
