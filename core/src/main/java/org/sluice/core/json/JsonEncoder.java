package org.sluice.core.json;

import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;

/**
 * Writes values as JSON text for plain annotated endpoints; subclass it with the type, as in {@code class PointEncoder extends
 * JsonEncoder<Point> implements Encoder.Text<Point> {}}, and name the subclass in the endpoint's annotation. It repeats the interface
 * for Open Liberty, which looks for the type of the values in the interfaces of the subclass alone (CWWKH0005E); others need it not.
 *
 * @param <T> the type of the values
 */
public abstract class JsonEncoder<T> implements Encoder.Text<T> {

    /** Makes an encoder. */
    protected JsonEncoder() {}

    @Override
    public String encode(T value) throws EncodeException {
        try {
            return Json.write(value);
        } catch (IllegalArgumentException e) {
            throw new EncodeException(value, String.valueOf(e.getMessage()), e);
        }
    }

    // Both have no default in Jakarta WebSocket 2.0.

    @Override
    public void init(EndpointConfig config) {}

    @Override
    public void destroy() {}
}
