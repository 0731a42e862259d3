package org.sluice.core.deflate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One extension as a header names it (RFC 6455, 9.1); what its parameters mean is left to who knows it.
 *
 * @param name a token, as it was written
 * @param parameters in their order, also repeated ones
 */
record Extension(String name, List<Parameter> parameters) {

    /**
     * A parameter.
     *
     * @param name a token, as it was written
     * @param value a token, without the quotes it may have come in; null where there is none
     */
    record Parameter(String name, @Nullable String value) {}
}
