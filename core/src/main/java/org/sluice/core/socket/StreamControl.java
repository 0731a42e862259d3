package org.sluice.core.socket;

import org.sluice.api.StreamWebSocketControl;

/** The options of a stream socket. */
final class StreamControl extends BaseControl<StreamWebSocketControl> implements StreamWebSocketControl {

    @Override
    StreamWebSocketControl self() {
        return this;
    }
}
