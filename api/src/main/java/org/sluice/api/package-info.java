/**
 * Two kinds of WebSocket, the same on the client and on the server: {@link org.sluice.api.MessageWebSocket} for whole messages
 * and {@link org.sluice.api.StreamWebSocket} for data larger than memory. Ids such as P12 name the promises that the tests prove.
 */
@NullMarked
package org.sluice.api;

import org.jspecify.annotations.NullMarked;
