package org.sluice.core.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sluice.api.WhenFull;

/** The values of all settings of an application, checked; immutable. */
public final class Settings {

    /** The text of {@link Setting#EXECUTOR} for the threads that every Jakarta EE platform has. */
    public static final String MANAGED_THREADS = "managed";

    /** The texts of {@link Setting#TRANSPORT}. */
    static final String ANY_TRANSPORT = "auto";

    static final String PORTABLE = "portable";

    /** The text of {@link Setting#EXECUTOR} for no thread of the container's. */
    static final String OWN_THREADS = "own";

    /** Names that begin as settings do and are others: the script that starts the command line sets them. */
    private static final Set<String> OTHERS = Set.of("sluice.terminals");

    private final Map<Setting, Value> values;

    /** What was found; no source where it is the default. */
    private record Value(String text, @Nullable String source, Object parsed) {}

    private Settings(Map<Setting, Value> values) {
        this.values = values;
    }

    /**
     * Reads and checks all settings.
     *
     * @param sources where to look; the first that has a setting wins
     * @return the settings
     * @throws InvalidSettingException if a value is not allowed
     */
    public static Settings read(SettingSource... sources) {
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            values.put(setting, read(setting, sources));
        }
        return new Settings(values);
    }

    /**
     * What {@link #portableOnly} is for a program that is no application of a container: by system property or environment variable.
     *
     * @return false unless it is asked for
     * @throws InvalidSettingException if the value is not allowed
     */
    public static boolean portableOnlyInThisProgram() {
        return read(Setting.TRANSPORT, SettingSource.systemProperties(), SettingSource.environment())
                .parsed()
                .equals(PORTABLE);
    }

    private static Value read(Setting setting, SettingSource... sources) {
        for (SettingSource source : sources) {
            String text = source.find(setting);
            if (text != null) {
                String where = source.describe(setting);
                try {
                    return new Value(text, where, setting.parse(text));
                } catch (IllegalArgumentException e) {
                    throw new InvalidSettingException(setting, where, text, String.valueOf(e.getMessage()), e);
                }
            }
        }
        return new Value(setting.defaultText(), null, setting.parse(setting.defaultText()));
    }

    /**
     * What looks like a setting and is none, for warnings.
     *
     * @param sources where to look
     * @return one line for each, in order
     */
    public static List<String> unknown(SettingSource... sources) {
        Set<String> known =
                Arrays.stream(Setting.values()).map(Setting::fullName).collect(Collectors.toSet());
        return Arrays.stream(sources)
                .flatMap(source -> new TreeSet<>(source.names())
                        .stream()
                                .filter(name -> name.startsWith(Setting.PREFIX))
                                .filter(name -> !known.contains(name) && !OTHERS.contains(name))
                                .map(name -> source.kind() + ' ' + name + " is no setting; settings are "
                                        + new TreeSet<>(known)))
                .toList();
    }

    /**
     * Whose web pages may connect.
     *
     * @return the decision
     */
    public Origins allowedOrigins() {
        return (Origins) parsed(Setting.ALLOWED_ORIGINS);
    }

    /**
     * The largest message that is received whole.
     *
     * @return bytes, 1 or more
     */
    public long maxMessageSize() {
        return (Long) parsed(Setting.MAX_MESSAGE_SIZE);
    }

    /**
     * What becomes of a message for which there is no room.
     *
     * @return the policy of message sockets
     */
    public WhenFull whenFull() {
        return (WhenFull) parsed(Setting.WHEN_FULL);
    }

    /**
     * How far a peer with credit may be ahead at first.
     *
     * @return bytes, 32 KiB to 1 GiB
     */
    public int minReceiveWindow() {
        return (Integer) parsed(Setting.MIN_RECEIVE_WINDOW);
    }

    /**
     * How far a peer with credit may at most be ahead.
     *
     * @return bytes, 32 KiB to 1 GiB
     */
    public int maxReceiveWindow() {
        return (Integer) parsed(Setting.MAX_RECEIVE_WINDOW);
    }

    /**
     * A limit of time.
     *
     * @param setting one of the timeouts
     * @return more than zero, or zero for none
     */
    public Duration timeout(Setting setting) {
        return (Duration) parsed(setting);
    }

    /**
     * Whether sockets use the Jakarta session for their data, even where the engine offers more.
     *
     * @return false unless it is asked for
     */
    public boolean portableOnly() {
        return parsed(Setting.TRANSPORT).equals(PORTABLE);
    }

    /**
     * Where callbacks run.
     *
     * @return a JNDI name, {@link #MANAGED_THREADS}, or null for threads of our own
     */
    public @Nullable String executor() {
        String text = (String) parsed(Setting.EXECUTOR);
        return text.equals(OWN_THREADS) ? null : text;
    }

    /**
     * Whether somebody set it.
     *
     * @param setting which
     * @return false if it has its default
     */
    public boolean isGiven(Setting setting) {
        return value(setting).source() != null;
    }

    /**
     * Refuses a value that turned out to be wrong only when it was used.
     *
     * @param setting which
     * @param problem why it cannot be, to follow a "but"
     * @param cause what told so, if anything did
     * @return what to throw
     */
    public InvalidSettingException wrong(Setting setting, String problem, @Nullable Throwable cause) {
        Value value = value(setting);
        String source = Objects.requireNonNullElse(value.source(), "the default");
        return new InvalidSettingException(setting, source, value.text(), problem, cause);
    }

    private Object parsed(Setting setting) {
        return value(setting).parsed();
    }

    private Value value(Setting setting) {
        return Objects.requireNonNull(values.get(setting), "every setting has a value");
    }
}
