package org.sluice.api;

import java.io.Serial;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A connect failed. Beyond what every {@link WebSocketException} tells, it has how long each phase took, the last of them the one that
 * failed, the answer of a server or proxy that refused, and what was wrong with the server's certificate. Immutable, for any thread.
 */
public final class ConnectFailedException extends WebSocketException {

    @Serial
    private static final long serialVersionUID = 1L;

    // Not kept by serialization, which sends an error elsewhere and not what it was about.
    private final transient @Nullable Map<Phase, Duration> timings;
    private final transient @Nullable HttpAnswer answer;
    private final transient @Nullable Set<CertificateError> certificateErrors;

    /**
     * What else is known about a failed connect.
     *
     * @param timings of each phase
     * @param answer or null
     * @param certificateErrors may be empty
     */
    @SuppressWarnings("exports") // The annotation alone; users need it neither to compile nor to run.
    public record Details(
            Map<Phase, Duration> timings, @Nullable HttpAnswer answer, Set<CertificateError> certificateErrors) {

        /**
         * Copies what may change.
         *
         * @param timings of each phase
         * @param answer or null
         * @param certificateErrors may be empty
         */
        public Details {
            timings = Map.copyOf(timings);
            certificateErrors = Set.copyOf(certificateErrors);
        }
    }

    /**
     * Makes an exception out of another one.
     *
     * @param failure has the message, the status and the phase; its cause becomes the cause, or else itself
     * @param details what else is known
     */
    public ConnectFailedException(WebSocketException failure, Details details) {
        super(
                failure.getMessage() + timed(failure.phase(), details.timings()),
                failure.status(),
                failure.phase(),
                failure.httpStatus().orElse(NONE),
                failure.getCause() == null ? failure : failure.getCause());
        Map<Phase, Duration> ordered = new EnumMap<>(Phase.class);
        ordered.putAll(details.timings());
        timings = Collections.unmodifiableMap(ordered);
        answer = details.answer();
        certificateErrors = details.certificateErrors();
    }

    private static String timed(Phase failed, Map<Phase, Duration> timings) {
        return timings.isEmpty()
                ? ""
                : timings.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> each.getKey() + " " + each.getValue().toMillis() + " ms")
                        .collect(Collectors.joining(", ", " (failed in " + failed + "; ", ")"));
    }

    /**
     * How long each phase took, with all addresses, redirects and sign-ins together.
     *
     * @return the phases that began, in their order; an immutable map
     */
    public Map<Phase, Duration> timings() {
        return timings == null ? Map.of() : timings;
    }

    /**
     * What the server, or the proxy, answered instead of what was asked for.
     *
     * @return empty if no such answer came
     */
    public Optional<HttpAnswer> answer() {
        return Optional.ofNullable(answer);
    }

    /**
     * What is wrong with the server's certificate and was not declared ignorable.
     *
     * @return empty if the connect did not fail because of that
     */
    public Set<CertificateError> certificateErrors() {
        return certificateErrors == null ? Set.of() : certificateErrors;
    }

    /**
     * The failures of the single addresses, where several were tried.
     *
     * @return as they are suppressed in the cause
     */
    public List<Throwable> failedAddresses() {
        Throwable cause = getCause();
        return cause == null ? List.of() : List.of(cause.getSuppressed());
    }
}
