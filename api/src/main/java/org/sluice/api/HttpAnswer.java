package org.sluice.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a server, or a proxy, answered instead of the upgrade asked for. Immutable. */
public final class HttpAnswer {

    /** How much of a body is kept: 4 KiB. */
    public static final int MOST_BODY = 4 * 1024;

    private final int status;
    private final String reason;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Instant received;

    /**
     * Makes an answer.
     *
     * @param status the status code
     * @param reason the reason phrase; may be empty
     * @param headers in any letter case
     * @param body its first bytes; copied
     * @param received when it came
     */
    public HttpAnswer(int status, String reason, Map<String, List<String>> headers, byte[] body, Instant received) {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        this.status = status;
        this.reason = reason;
        this.headers = Collections.unmodifiableMap(copy);
        this.body = body.clone();
        this.received = received;
    }

    /**
     * The status code.
     *
     * @return 200 to 599
     */
    public int status() {
        return status;
    }

    /**
     * The reason phrase.
     *
     * @return may be empty
     */
    public String reason() {
        return reason;
    }

    /**
     * The headers.
     *
     * @return an immutable map whose keys ignore case
     */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * The first bytes of the body, as far as they came within a second.
     *
     * @return at most {@link #MOST_BODY} bytes; read-only
     */
    public ByteBuffer body() {
        return ByteBuffer.wrap(body).asReadOnlyBuffer();
    }

    /**
     * The first bytes of the body as text in UTF-8, whatever the answer says of it.
     *
     * @return wrong bytes are replaced
     */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * How long to wait before the next try, if the server says so (RFC 9110, 10.2.3), as it may with 503.
     *
     * @return zero or more, from when the answer came
     */
    public Optional<Duration> retryAfter() {
        List<String> values = headers.getOrDefault("Retry-After", List.of());
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String value = values.get(0).strip();
        return value.matches("[0-9]{1,10}") ? Optional.of(Duration.ofSeconds(Long.parseLong(value))) : until(value);
    }

    private Optional<Duration> until(String date) {
        try {
            Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                    .toInstant();
            Duration wait = Duration.between(received, then);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "HTTP " + status + (reason.isEmpty() ? "" : " " + reason);
    }
}
