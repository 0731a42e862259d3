/**
 * Two kinds of WebSocket, the same on the client and on the server: {@link org.sluice.api.MessageWebSocket} for whole messages
 * and {@link org.sluice.api.StreamWebSocket} for data larger than memory. Ids such as P12 name the promises that the tests prove.
 *
 * <p>Where nothing else is said, a null argument is a {@link java.lang.NullPointerException}, and nothing returns null.
 */
@NullMarked
package org.sluice.api;

import org.jspecify.annotations.NullMarked;
