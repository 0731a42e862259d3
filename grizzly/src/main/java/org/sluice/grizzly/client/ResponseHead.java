package org.sluice.grizzly.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The status line and the fields of an answer.
 *
 * @param status 101, or 200 to 599
 * @param reason may be empty
 * @param fields in their order, as they came
 */
record ResponseHead(int status, String reason, List<Field> fields) {

    /**
     * One field.
     *
     * @param name a token
     * @param value without white space around it, in ISO 8859-1
     */
    record Field(String name, String value) {}

    /** The first value of a field. */
    Optional<String> value(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
    }

    /** All values by name, which ignores case. */
    Map<String, List<String>> byName() {
        Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach(field ->
                values.computeIfAbsent(field.name(), name -> new ArrayList<>(1)).add(field.value()));
        return values;
    }
}
