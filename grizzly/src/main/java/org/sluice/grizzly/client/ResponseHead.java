package org.sluice.grizzly.client;

import java.util.List;

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
}
