/** An Arquillian container for the embedded launcher, which anybody with WebSocket endpoints in a WAR can test on. */
@NullMarked
package org.sluice.arquillian;

import org.jspecify.annotations.NullMarked;
