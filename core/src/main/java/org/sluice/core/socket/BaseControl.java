package org.sluice.core.socket;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.sluice.api.WebSocketControl;
import org.sluice.core.credit.CreditOffer;

/** The options that both ends have, until they are frozen. Guarded by itself, since any thread may ask. */
abstract class BaseControl<C extends WebSocketControl<C>> extends SecureControl<C> {

    // The times of the model; the same objects for all.
    private static final Duration ONE_MINUTE = Duration.ofSeconds(60);
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private boolean compression;
    private List<String> supportedProtocols = List.of();
    private Duration connectTimeout = ONE_MINUTE;
    private Duration receiveTimeout = HALF_A_MINUTE;
    private Duration closeTimeout = TEN_SECONDS;
    private Duration unsolicitedPongInterval = Duration.ZERO;
    private Duration pingInterval = Duration.ZERO;
    // As long as a send or a read may take.
    private Duration deadPeerTimeout = HALF_A_MINUTE;
    // Enough for full speed on a local network and for a first round trip elsewhere, little enough for thousands of
    // connections.
    private int minReceiveWindow = DEFAULT_MIN_RECEIVE_WINDOW;
    private volatile Duration sendTimeout = HALF_A_MINUTE;
    private volatile int maxReceiveWindow = DEFAULT_MAX_RECEIVE_WINDOW;

    BaseControl(boolean connects) {
        super(connects);
    }

    /** What keeps the connection alive. */
    final synchronized KeepAlive.Plan keepAlive() {
        return new KeepAlive.Plan(unsolicitedPongInterval, pingInterval, deadPeerTimeout);
    }

    private C changeTimeout(String option, Duration timeout, Runnable change) {
        checkPositive(option, timeout);
        return change(option, change);
    }

    @Override
    public C supportedProtocols(List<String> protocols) {
        requireNoNull(protocols, "protocols");
        List<String> copy = List.copyOf(protocols);
        for (String protocol : copy) {
            if (!RequestHeaders.isToken(protocol)) {
                throw new IllegalArgumentException(
                        "protocols has \"" + protocol + "\", which is not a token (RFC 7230, 3.2.6)");
            }
        }
        if (new HashSet<>(copy).size() < copy.size()) {
            throw new IllegalArgumentException("protocols has a name twice: " + copy);
        }
        return changeOfClient("supportedProtocols", copy.isEmpty(), () -> supportedProtocols = copy);
    }

    @Override
    public synchronized List<String> supportedProtocols() {
        return supportedProtocols;
    }

    @Override
    public C compression(boolean on) {
        return change("compression", () -> compression = on);
    }

    @Override
    public synchronized boolean compression() {
        return compression;
    }

    @Override
    public C unsolicitedPongInterval(Duration interval) {
        checkNotNegative("interval", "unsolicitedPongInterval", interval);
        return change("unsolicitedPongInterval", () -> unsolicitedPongInterval = interval);
    }

    @Override
    public synchronized Duration unsolicitedPongInterval() {
        return unsolicitedPongInterval;
    }

    @Override
    public C pingInterval(Duration interval) {
        checkNotNegative("interval", "pingInterval", interval);
        return change("pingInterval", () -> pingInterval = interval);
    }

    @Override
    public synchronized Duration pingInterval() {
        return pingInterval;
    }

    @Override
    public C deadPeerTimeout(Duration timeout) {
        checkNotNegative("timeout", "deadPeerTimeout", timeout);
        return change("deadPeerTimeout", () -> deadPeerTimeout = timeout);
    }

    @Override
    public synchronized Duration deadPeerTimeout() {
        return deadPeerTimeout;
    }

    private static void checkWindow(String option, int bytes) {
        if (bytes < CreditOffer.MIN_WINDOW || bytes > CreditOffer.MAX_WINDOW) {
            throw new IllegalArgumentException("bytes of " + option + " must be " + CreditOffer.MIN_WINDOW + " to "
                    + CreditOffer.MAX_WINDOW + ", but is " + bytes);
        }
    }

    @Override
    public C minReceiveWindow(int bytes) {
        checkWindow("minReceiveWindow", bytes);
        return change("minReceiveWindow", () -> minReceiveWindow = bytes);
    }

    @Override
    public synchronized int minReceiveWindow() {
        return minReceiveWindow;
    }

    @Override
    public C maxReceiveWindow(int bytes) {
        checkWindow("maxReceiveWindow", bytes);
        return change("maxReceiveWindow", () -> maxReceiveWindow = bytes);
    }

    /** Volatile and without the lock: it is asked for while parts are counted. */
    @Override
    public int maxReceiveWindow() {
        return maxReceiveWindow;
    }

    private static void checkNotNegative(String argument, String option, Duration value) {
        Objects.requireNonNull(value, argument);
        if (value.isNegative()) {
            throw new IllegalArgumentException(argument + " of " + option + " must not be negative, but is " + value);
        }
    }

    @Override
    public C connectTimeout(Duration timeout) {
        checkPositive("connectTimeout", timeout);
        return changeOfClient("connectTimeout", timeout.equals(ONE_MINUTE), () -> connectTimeout = timeout);
    }

    @Override
    public synchronized Duration connectTimeout() {
        return connectTimeout;
    }

    @Override
    public C sendTimeout(Duration timeout) {
        return changeTimeout("sendTimeout", timeout, () -> sendTimeout = timeout);
    }

    @Override
    public Duration sendTimeout() {
        return sendTimeout;
    }

    @Override
    public C receiveTimeout(Duration timeout) {
        return changeTimeout("receiveTimeout", timeout, () -> receiveTimeout = timeout);
    }

    @Override
    public synchronized Duration receiveTimeout() {
        return receiveTimeout;
    }

    @Override
    public C closeTimeout(Duration timeout) {
        return changeTimeout("closeTimeout", timeout, () -> closeTimeout = timeout);
    }

    @Override
    public synchronized Duration closeTimeout() {
        return closeTimeout;
    }
}
