/** Frames of RFC 6455 as bytes: decoding, encoding and masking, without threads, clocks, sockets or Jakarta types. */
@NullMarked
package org.sluice.core.frame;

import org.jspecify.annotations.NullMarked;
