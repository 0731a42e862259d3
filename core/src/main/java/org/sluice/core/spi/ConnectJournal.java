package org.sluice.core.spi;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CertificateError;
import org.sluice.api.HttpAnswer;
import org.sluice.api.Phase;

/** What an engine writes down while it connects: phases with their times, the server's certificates and answer. Safe for all threads. */
public final class ConnectJournal {

    private final LongSupplier nanos;
    /** All guarded by this. */
    private final Map<Phase, Duration> timings = new EnumMap<>(Phase.class);

    private @Nullable Phase phase;
    private boolean running;
    private long since;
    private List<X509Certificate> certificates = List.of();
    private Set<CertificateError> ignored = Set.of();
    private Set<CertificateError> fatal = Set.of();
    private @Nullable HttpAnswer answer;

    /** Makes an empty one. */
    public ConnectJournal() {
        this(System::nanoTime);
    }

    /** With another clock. */
    ConnectJournal(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * A phase begins, and the one before ends. One that comes again adds to its time.
     *
     * @param next which
     */
    public synchronized void begin(Phase next) {
        end();
        phase = next;
        since = nanos.getAsLong();
        running = true;
    }

    /** The phase ends, opened or failed. Has no effect the second time. */
    public synchronized void end() {
        Phase ended = phase;
        if (running && ended != null) {
            timings.merge(ended, Duration.ofNanos(nanos.getAsLong() - since), Duration::plus);
            running = false;
        }
    }

    /**
     * The phase that began last.
     *
     * @return empty where none did
     */
    public synchronized Optional<Phase> phase() {
        return Optional.ofNullable(phase);
    }

    /**
     * How long the phases took.
     *
     * @return a copy, with the phase that runs up to now
     */
    public synchronized Map<Phase, Duration> timings() {
        Map<Phase, Duration> copy = new EnumMap<>(timings);
        Phase now = phase;
        if (running && now != null) {
            copy.merge(now, Duration.ofNanos(nanos.getAsLong() - since), Duration::plus);
        }
        return copy;
    }

    /**
     * The server showed its certificates.
     *
     * @param chain its own first
     * @param passedOver what was wrong with them and is ignorable
     */
    public synchronized void certificates(List<X509Certificate> chain, Set<CertificateError> passedOver) {
        certificates = List.copyOf(chain);
        ignored = Set.copyOf(passedOver);
    }

    /**
     * The server was refused for its certificates.
     *
     * @param errors what was wrong and is not ignorable
     */
    public synchronized void refused(Set<CertificateError> errors) {
        fatal = Set.copyOf(errors);
    }

    /**
     * The server's certificates.
     *
     * @return its own first; empty without TLS
     */
    public synchronized List<X509Certificate> certificates() {
        return certificates;
    }

    /**
     * What was wrong with them and passed over.
     *
     * @return may be empty
     */
    public synchronized Set<CertificateError> ignoredErrors() {
        return ignored;
    }

    /**
     * What was wrong with them and not passed over.
     *
     * @return may be empty
     */
    public synchronized Set<CertificateError> fatalErrors() {
        return fatal;
    }

    /**
     * The server, or the proxy, refused.
     *
     * @param refusal its answer
     */
    public synchronized void answered(HttpAnswer refusal) {
        answer = refusal;
    }

    /**
     * The refusal.
     *
     * @return empty where there was none
     */
    public synchronized Optional<HttpAnswer> answer() {
        return Optional.ofNullable(answer);
    }
}
