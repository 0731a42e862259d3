package org.sluice.core.json;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EndpointConfig;
import org.sluice.api.WebSocketException;

/**
 * Reads values from JSON text for plain annotated endpoints; subclass it with the type, as in {@code class PointDecoder extends
 * JsonDecoder<Point> implements Decoder.Text<Point> { PointDecoder() { super(Point.class); } }}, with a public constructor, and name
 * the subclass in the endpoint's annotation. It repeats the interface for Open Liberty, which looks for the type of the values in the
 * interfaces of the subclass alone (CWWKH0005E); others need it not.
 *
 * @param <T> the type of the values
 */
public abstract class JsonDecoder<T> implements Decoder.Text<T> {

    private final Class<T> type;

    /**
     * Makes a decoder.
     *
     * @param type the class of the values
     */
    protected JsonDecoder(Class<T> type) {
        this.type = type;
    }

    @Override
    public T decode(String json) throws DecodeException {
        try {
            return Json.read(json, type);
        } catch (WebSocketException e) {
            throw new DecodeException(json, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Takes every text: whether it is JSON shows when it is decoded, which then says what was wrong.
     *
     * @param json any text
     * @return true
     */
    @Override
    public boolean willDecode(String json) {
        return true;
    }

    // Both have no default in Jakarta WebSocket 2.0.

    @Override
    public void init(EndpointConfig config) {}

    @Override
    public void destroy() {}
}
