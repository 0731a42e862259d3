/** Flow control between the two ends, as docs/flow-control.md says it, without threads, clocks, sockets or Jakarta types. */
@NullMarked
package org.sluice.core.credit;

import org.jspecify.annotations.NullMarked;
