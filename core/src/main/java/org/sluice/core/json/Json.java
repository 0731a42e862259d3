package org.sluice.core.json;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;

/** Jakarta JSON Binding with its default configuration; one binding for all, which is safe for several threads and slow to make. */
public final class Json {

    private Json() {}

    /** Made at first use, since an application without JSON needs no implementation. */
    private static volatile @Nullable Jsonb binding;

    private static Jsonb binding() {
        Jsonb known = binding;
        return known != null ? known : firstBinding();
    }

    private static synchronized Jsonb firstBinding() {
        Jsonb made = binding;
        if (made == null) {
            made = create();
            binding = made;
        }
        return made;
    }

    /** Forgets the binding, which remembers the classes of applications; the next use makes another. */
    public static void forget() {
        binding = null;
    }

    private static Jsonb create() {
        try {
            return JsonbBuilder.create();
        } catch (JsonbException e) {
            throw new IllegalStateException(
                    "No implementation of Jakarta JSON Binding was found: add org.eclipse:yasson", e);
        }
    }

    /**
     * Writes a value.
     *
     * @param value what is written
     * @return its JSON text
     * @throws IllegalArgumentException if it has no JSON form
     */
    public static String write(Object value) {
        try {
            return binding().toJson(value);
        } catch (JsonbException e) {
            throw new IllegalArgumentException(
                    "value of " + value.getClass() + " cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a value.
     *
     * @param <T> the type of the value
     * @param json its JSON text
     * @param type the class of the value
     * @return the value
     * @throws WebSocketException if the text is not JSON for that type, or JSON's null, which is no value of it
     */
    public static <T> T read(String json, Class<T> type) throws WebSocketException {
        @Nullable T value;
        try {
            value = binding().fromJson(json, type);
        } catch (JsonbException e) {
            throw new WebSocketException(noJsonFor(type) + e.getMessage(), WebErrorStatus.UNKNOWN, Phase.TRANSFER, e);
        }
        if (value == null) {
            throw new WebSocketException(noJsonFor(type) + "it is null", WebErrorStatus.UNKNOWN, Phase.TRANSFER);
        }
        return value;
    }

    private static String noJsonFor(Class<?> type) {
        return "The message is not JSON for " + type.getName() + ": ";
    }
}
