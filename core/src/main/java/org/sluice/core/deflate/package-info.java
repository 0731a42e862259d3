/** Compression of messages by permessage-deflate (RFC 7692) as pure code: what the handshake agrees on, and the bytes of payloads. */
@NullMarked
package org.sluice.core.deflate;

import org.jspecify.annotations.NullMarked;
