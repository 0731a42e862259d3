package org.sluice.core.socket;

import org.sluice.api.StreamWebSocketControl;

/** The options of a stream socket. */
final class StreamControl extends BaseControl<StreamWebSocketControl> implements StreamWebSocketControl {

    /** Whether the socket connects by itself, and so takes the options of that. */
    StreamControl(boolean connects) {
        super(connects);
    }

    @Override
    StreamWebSocketControl self() {
        return this;
    }
}
