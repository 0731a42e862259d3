package org.sluice.core.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.WhenFull;
import org.sluice.core.credit.CreditOffer;

/** What can be set for an application, how it is written, and what it is unless it is set. Where it is set is {@link SettingSource}'s. */
public enum Setting {
    /** Whose web pages may connect. */
    ALLOWED_ORIGINS(
            Origins.SAME_ORIGIN,
            "`same-origin`, `*`, or origins with commas between them, such as `https://app.example.com`; `null` for pages without one",
            "whose web pages may connect, besides those of the server's own host and port; all others get 403",
            Origins::parse),
    /** The largest message that is received whole. */
    MAX_MESSAGE_SIZE(
            "1MiB",
            "bytes, more than 0, such as `65536` or `16MiB`, or `unlimited`",
            "the largest message that a message socket receives; one above it closes with 1009",
            Setting::messageSize),
    /** How long a send may take. */
    SEND_TIMEOUT("30s", Setting.TIME, "how long a send may take; the connection is cut then", Setting::timeout),
    /** What a message socket does with a message for which there is no room. */
    WHEN_FULL(
            "wait",
            "`wait`, `fail`, `drop-oldest`, `drop-newest` or `conflate`",
            "what becomes of a message for which the queue of its message socket has no room",
            Setting::whenFull),
    /** How far a peer with credit may be ahead at first. */
    MIN_RECEIVE_WINDOW(
            "256KiB",
            "bytes, `32KiB` to `1GiB`",
            "how far a peer with flow control may be ahead of the application at first, and in the end again where little is needed; not more than `sluice.max-receive-window`, whatever this says",
            Setting::window),
    /** How far a peer with credit may be ahead. */
    MAX_RECEIVE_WINDOW(
            "4MiB",
            "bytes, `32KiB` to `1GiB`",
            "how far a peer with flow control may at most be ahead of the application; it begins with `sluice.min-receive-window`, and becomes more as the measured rate and round-trip time call for it",
            Setting::window),
    /** How long a read may wait. */
    RECEIVE_TIMEOUT("30s", Setting.TIME, "how long a read of a stream may wait for the peer", Setting::timeout),
    /** How long a close waits. */
    CLOSE_TIMEOUT("10s", Setting.TIME, "how long a close waits for the peer's answer", Setting::timeout),
    /** Long enough for a pause of any thoughtful application, short enough that a forgotten socket gives its thread back. */
    STALL_TIMEOUT(
            "2m",
            Setting.TIME_OR_OFF,
            "how long an application may take nothing of what waits for it; then the socket closes with 1013",
            Setting::timeoutOrOff),
    /** How long a connection may be silent. */
    IDLE_TIMEOUT(
            "off",
            Setting.TIME_OR_OFF,
            "how long a connection may be without traffic before the container closes it",
            Setting::timeoutOrOff),
    /** For what lies between that forgets connections without traffic. */
    UNSOLICITED_PONG_INTERVAL(
            "off", Setting.TIME_OR_OFF, "how often a pong is sent that nobody answers", Setting::timeoutOrOff),
    /** Off, because what is gained depends on what lies between. */
    PING_INTERVAL(
            "off",
            Setting.TIME_OR_OFF,
            "how often a ping is sent, for the round-trip time and to find peers that are gone",
            Setting::timeoutOrOff),
    /** As long as a send or a read may take. */
    DEAD_PEER_TIMEOUT(
            "30s",
            Setting.TIME_OR_OFF,
            "how long after such a ping nothing at all may be received before the connection is cut",
            Setting::timeoutOrOff),
    /** Which port sockets use where there are two. */
    TRANSPORT(
            Settings.ANY_TRANSPORT,
            "`auto` or `portable`",
            "how the embedded server and its endpoints move data: directly, by which frames pass by Jakarta WebSocket, or `portable`, as in a container",
            Setting::transport),
    /** Where callbacks run. */
    EXECUTOR(
            Settings.MANAGED_THREADS,
            "`managed`, the name of a managed executor service or a managed thread factory, beginning with `java:`, or `own`",
            "on whose threads callbacks run: the container's default managed ones, those of the one that is named, or Sluice's own, which also take the place of default ones that are missing, as in plain servlet containers",
            Setting::executor);

    /** What every full name begins with. */
    static final String PREFIX = "sluice.";

    private static final String TIME = "a time, more than 0, such as `500ms`, `30s`, `2m` or `PT30S`";
    private static final String TIME_OR_OFF = TIME + ", or `off`";

    private final String defaultText;
    private final String allowed;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // Method references without state.
    private final Function<String, Object> parser;

    Setting(String defaultText, String allowed, String meaning, Function<String, Object> parser) {
        this.defaultText = defaultText;
        this.allowed = allowed;
        this.meaning = meaning;
        this.parser = parser;
    }

    /**
     * The name as a system property or context parameter.
     *
     * @return such as {@code "sluice.send-timeout"}
     */
    public String fullName() {
        return PREFIX + written(this);
    }

    /**
     * The name as an environment variable.
     *
     * @return such as {@code "SLUICE_SEND_TIMEOUT"}
     */
    public String variable() {
        return "SLUICE_" + name();
    }

    /**
     * What it is unless it is set.
     *
     * @return a text that is allowed
     */
    public String defaultText() {
        return defaultText;
    }

    /**
     * What it may be.
     *
     * @return a phrase for people
     */
    public String allowed() {
        return allowed;
    }

    /**
     * What it does.
     *
     * @return a phrase for people
     */
    public String meaning() {
        return meaning;
    }

    /** Reads a value; throws an IllegalArgumentException that says what is wrong with it. */
    Object parse(String text) {
        return parser.apply(text);
    }

    /** No other names: some would let whoever sets them load classes from elsewhere. */
    private static Object executor(String text) {
        if (!text.equals(Settings.MANAGED_THREADS) && !text.equals(Settings.OWN_THREADS) && !text.startsWith("java:")) {
            throw new IllegalArgumentException("it does not begin with java:");
        }
        return text;
    }

    private static Object transport(String text) {
        if (!text.equals(Settings.ANY_TRANSPORT) && !text.equals(Settings.PORTABLE)) {
            throw new IllegalArgumentException("there is no such transport");
        }
        return text;
    }

    private static Object whenFull(String text) {
        return Arrays.stream(WhenFull.values())
                .filter(policy -> written(policy).equals(text))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("there is no such policy"));
    }

    private static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object messageSize(String text) {
        if (text.equals("unlimited")) {
            return MessageWebSocketControl.UNLIMITED;
        }
        long bytes = Quantities.bytes(text);
        if (bytes == 0) {
            throw new IllegalArgumentException("no message would be small enough");
        }
        return bytes;
    }

    private static Object window(String text) {
        long bytes = Quantities.bytes(text);
        if (bytes < CreditOffer.MIN_WINDOW || bytes > CreditOffer.MAX_WINDOW) {
            throw new IllegalArgumentException("it is not from 32KiB to 1GiB");
        }
        return (int) bytes;
    }

    private static Object timeout(String text) {
        Duration time = Quantities.time(text);
        if (time.isZero()) {
            throw new IllegalArgumentException("nothing would be in time");
        }
        return time;
    }

    private static Object timeoutOrOff(String text) {
        return text.equals("off") ? Duration.ZERO : timeout(text);
    }
}
