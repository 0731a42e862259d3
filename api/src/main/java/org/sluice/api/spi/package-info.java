/** What an implementation of the sockets provides. */
@NullMarked
package org.sluice.api.spi;

import org.jspecify.annotations.NullMarked;
