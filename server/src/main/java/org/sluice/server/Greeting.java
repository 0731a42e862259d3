package org.sluice.server;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import org.jspecify.annotations.Nullable;
import org.sluice.core.json.JsonDecoder;
import org.sluice.core.json.JsonEncoder;

/** What {@link PlainJson} exchanges; public fields are the simplest form that JSON Binding of every version takes. */
@SuppressWarnings("exports") // The annotation alone; users need it neither to compile nor to run.
public final class Greeting {

    /** Who is greeted. */
    public @Nullable String name;

    /** The greeting; null in a request. */
    public @Nullable String text;

    /** Called by JSON Binding. */
    public Greeting() {}

    Greeting(@Nullable String name, @Nullable String text) {
        this.name = name;
        this.text = text;
    }

    /** Reads a greeting. */
    public static final class FromJson extends JsonDecoder<Greeting> implements Decoder.Text<Greeting> {

        /** Called by the container. */
        public FromJson() {
            super(Greeting.class);
        }
    }

    /** Writes a greeting. */
    public static final class ToJson extends JsonEncoder<Greeting> implements Encoder.Text<Greeting> {

        /** Called by the container. */
        public ToJson() {}
    }
}
