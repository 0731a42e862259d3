package org.sluice.grizzly.wire;

import org.sluice.api.CloseCode;

/**
 * How a connection ended, as the receiver is told.
 *
 * @param code the peer's close code, 1005 for an empty close frame, 1006 for a lost connection; this end's where the peer broke the protocol
 * @param reason the one that came with it, or empty
 */
record End(int code, String reason) {

    static final End LOST = new End(CloseCode.ABNORMAL, "");
}
