package org.sluice.core.socket;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.sluice.api.BandwidthStatistics;
import org.sluice.api.CertificateError;
import org.sluice.api.CertificateErrorSeverity;
import org.sluice.api.Phase;
import org.sluice.api.WebSocketInformation;

/** Collects what is known about one connection. */
final class Information implements WebSocketInformation {

    private static final AtomicLongFieldUpdater<Information> BYTES_SENT = counter("bytesSent");
    private static final AtomicLongFieldUpdater<Information> BYTES_RECEIVED = counter("bytesReceived");
    private static final AtomicLongFieldUpdater<Information> MESSAGES_SENT = counter("messagesSent");
    private static final AtomicLongFieldUpdater<Information> MESSAGES_RECEIVED = counter("messagesReceived");

    /** One for all. */
    private static final OptionalInt SWITCHING_PROTOCOLS = OptionalInt.of(101);

    /** Its headers are kept apart. */
    private volatile @Nullable Handshake handshake;

    private volatile HeaderLines headers = HeaderLines.NONE;
    private volatile boolean secure;
    private volatile OptionalInt status = OptionalInt.empty();
    private volatile @Nullable Duration roundTripTime;
    private volatile @Nullable ConnectDetails details;
    private volatile @Nullable InetSocketAddress localAddress;
    private volatile @Nullable InetSocketAddress remoteAddress;
    private final Bandwidth outbound;
    private final Bandwidth inbound;

    // Of each direction one thread at a time counts.
    private volatile long bytesSent;
    private volatile long bytesReceived;
    private volatile long messagesSent;
    private volatile long messagesReceived;

    Information() {
        this(System::nanoTime);
    }

    /** The clock is in nanoseconds. */
    Information(LongSupplier clock) {
        outbound = new Bandwidth(clock);
        inbound = new Bandwidth(clock);
    }

    /** A client knows from its URI whether there is TLS; its session may not. */
    void connecting(boolean withTls) {
        secure = withTls;
    }

    void opened(Handshake agreed) {
        headers = HeaderLines.of(agreed.headers());
        handshake = new Handshake(agreed.protocol(), List.copyOf(agreed.extensions()), agreed.secure(), Map.of());
        secure |= agreed.secure();
        status = SWITCHING_PROTOCOLS;
    }

    /** Told by an engine that knows. */
    void addresses(InetSocketAddress local, InetSocketAddress remote) {
        localAddress = local;
        remoteAddress = remote;
    }

    /** What a client's engine knows of its connect. */
    void connected(ConnectDetails how) {
        details = how;
    }

    void refused(OptionalInt httpStatus) {
        status = httpStatus;
    }

    private static AtomicLongFieldUpdater<Information> counter(String field) {
        return AtomicLongFieldUpdater.newUpdater(Information.class, field);
    }

    /** Told by the one that writes. */
    void sent(long bytes, boolean endsMessage) {
        outbound.count(bytes);
        BYTES_SENT.lazySet(this, bytesSent + bytes);
        if (endsMessage) {
            MESSAGES_SENT.lazySet(this, messagesSent + 1);
        }
    }

    /** Told by the one that reads. */
    void received(long bytes, boolean endsMessage) {
        inbound.count(bytes);
        BYTES_RECEIVED.lazySet(this, bytesReceived + bytes);
        if (endsMessage) {
            MESSAGES_RECEIVED.lazySet(this, messagesReceived + 1);
        }
    }

    void roundTrip(Duration time) {
        roundTripTime = time;
    }

    @Override
    public Optional<InetSocketAddress> localAddress() {
        return emptyBeforeConnect(localAddress, "information().localAddress()");
    }

    @Override
    public Optional<InetSocketAddress> remoteAddress() {
        return emptyBeforeConnect(remoteAddress, "information().remoteAddress()");
    }

    private Optional<InetSocketAddress> emptyBeforeConnect(@Nullable InetSocketAddress known, String feature) {
        if (known == null && handshake != null) {
            throw Unsupported.notTold(feature);
        }
        return Optional.ofNullable(known);
    }

    @Override
    public Optional<String> protocol() {
        Handshake agreed = handshake;
        return agreed == null ? Optional.empty() : agreed.protocol();
    }

    @Override
    public List<String> extensions() {
        Handshake agreed = handshake;
        return agreed == null ? List.of() : agreed.extensions();
    }

    @Override
    public List<X509Certificate> serverCertificates() {
        ConnectDetails known = details;
        if (known != null) {
            return known.certificates();
        }
        if (handshake == null || !secure) {
            return List.of();
        }
        throw Unsupported.notTold("information().serverCertificates()");
    }

    @Override
    public Set<CertificateError> serverCertificateErrors() {
        ConnectDetails known = details;
        if (known != null) {
            return known.errors();
        }
        if (handshake == null || !secure) {
            return Set.of();
        }
        throw Unsupported.notTold("information().serverCertificateErrors()");
    }

    @Override
    public CertificateErrorSeverity serverCertificateErrorSeverity() {
        ConnectDetails known = details;
        if (known != null) {
            return known.severity();
        }
        if (handshake == null || !secure) {
            return CertificateErrorSeverity.NONE;
        }
        throw Unsupported.notTold("information().serverCertificateErrorSeverity()");
    }

    @Override
    public Map<Phase, Duration> connectTimings() {
        ConnectDetails known = details;
        return known == null ? Map.of() : known.timings();
    }

    @Override
    public OptionalInt handshakeStatus() {
        return status;
    }

    @Override
    public Map<String, List<String>> handshakeHeaders() {
        return headers.toMap();
    }

    @Override
    public BandwidthStatistics bandwidth() {
        Bandwidth.Estimate out = outbound.estimate();
        Bandwidth.Estimate in = inbound.estimate();
        return new BandwidthStatistics(
                Math.round(out.bitsPerSecond()),
                Math.round(in.bitsPerSecond()),
                Math.round(out.instability()),
                Math.round(in.instability()));
    }

    @Override
    public long bytesSent() {
        return bytesSent;
    }

    @Override
    public long bytesReceived() {
        return bytesReceived;
    }

    @Override
    public long messagesSent() {
        return messagesSent;
    }

    @Override
    public long messagesReceived() {
        return messagesReceived;
    }

    @Override
    public Optional<Duration> roundTripTime() {
        return Optional.ofNullable(roundTripTime);
    }
}
