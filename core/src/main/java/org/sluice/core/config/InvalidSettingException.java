package org.sluice.core.config;

import org.jspecify.annotations.Nullable;

/** A setting whose value cannot be; stops the deployment. The message names the setting, its source, the value and what is allowed. */
public final class InvalidSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final Setting setting;
    private final String source;
    private final String value;

    InvalidSettingException(Setting setting, String source, String value, String problem, @Nullable Throwable cause) {
        super(
                "The setting " + setting.fullName() + " has a wrong value: " + source + " is \"" + value + "\", but "
                        + problem + "; allowed: " + setting.allowed() + ". The default is " + setting.defaultText()
                        + '.',
                cause);
        this.setting = setting;
        this.source = source;
        this.value = value;
    }

    /**
     * Which setting.
     *
     * @return the setting
     */
    public Setting setting() {
        return setting;
    }

    /**
     * Where the value was found.
     *
     * @return such as {@code "the environment variable SLUICE_SEND_TIMEOUT"}
     */
    public String source() {
        return source;
    }

    /**
     * What was found there.
     *
     * @return the text as it was given
     */
    public String value() {
        return value;
    }
}
