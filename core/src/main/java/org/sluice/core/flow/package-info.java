/** {@link java.util.concurrent.Flow} over anything that can be polled or sent, with demand and without a thread that waits for it. */
@NullMarked
package org.sluice.core.flow;

import org.jspecify.annotations.NullMarked;
