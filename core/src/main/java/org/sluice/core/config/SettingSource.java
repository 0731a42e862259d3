package org.sluice.core.config;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One place where settings may stand. What they mean is left to {@link Setting}.
 *
 * @param kind for messages, such as {@code "the system property"}
 * @param nameOf how the place names a setting
 * @param lookup gives the value of a name, or null
 * @param names all names that begin as settings do, for a warning over those that are none; empty where strange ones are usual
 */
public record SettingSource(
        String kind,
        Function<Setting, String> nameOf,
        Function<String, @Nullable String> lookup,
        Collection<String> names) {

    /**
     * The system properties.
     *
     * @return the first place to look
     */
    public static SettingSource systemProperties() {
        return new SettingSource(
                "the system property",
                Setting::fullName,
                System::getProperty,
                System.getProperties().stringPropertyNames());
    }

    /**
     * The environment.
     *
     * @return the second place to look
     */
    public static SettingSource environment() {
        return new SettingSource("the environment variable", Setting::variable, System::getenv, List.of());
    }

    /**
     * The context parameters of a web application.
     *
     * @param lookup gives the value of a parameter, or null
     * @param names of all parameters
     * @return the last place to look
     */
    public static SettingSource contextParameters(Function<String, @Nullable String> lookup, Collection<String> names) {
        return new SettingSource("the context parameter", Setting::fullName, lookup, names);
    }

    /** What is said here, without blanks around it; null where there is nothing but blanks. */
    @Nullable
    String find(Setting setting) {
        String value = lookup.apply(nameOf.apply(setting));
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** For messages, such as {@code "the system property sluice.executor"}. */
    String describe(Setting setting) {
        return kind + ' ' + nameOf.apply(setting);
    }
}
