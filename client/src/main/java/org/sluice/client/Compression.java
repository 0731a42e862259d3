package org.sluice.client;

import jakarta.websocket.Extension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The offer of permessage-deflate (RFC 7692, 7.1), as the Jakarta API says it; what is agreed on is done by the engine. */
final class Compression implements Extension {

    /** What a connect offers. */
    static final List<Extension> OFFER = List.of(new Compression());

    private Compression() {}

    @Override
    public String getName() {
        return "permessage-deflate";
    }

    /** The server may name a smaller window. */
    @Override
    public List<Parameter> getParameters() {
        return List.of(new Parameter() {
            @Override
            public String getName() {
                return "client_max_window_bits";
            }

            /** Tyrus would write an empty one, which RFC 6455, 9.1, does not allow. */
            @Override
            public @Nullable String getValue() {
                return null;
            }
        });
    }
}
