package org.sluice.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.WebSocketControl;
import org.sluice.api.WhenFull;

class SettingsTest {

    private static SettingSource parameters(Map<String, String> values) {
        return SettingSource.contextParameters(values::get, values.keySet());
    }

    private static SettingSource variables(Map<String, String> values) {
        return new SettingSource("the environment variable", Setting::variable, values::get, List.of());
    }

    @Test
    void defaultsAreThoseOfTheSockets() {
        Settings defaults = Settings.read();

        assertThat(defaults.allowedOrigins().listed()).isEmpty();
        assertThat(defaults.maxMessageSize()).isEqualTo(MessageWebSocketControl.DEFAULT_MAX_MESSAGE_SIZE);
        assertThat(defaults.minReceiveWindow()).isEqualTo(WebSocketControl.DEFAULT_MIN_RECEIVE_WINDOW);
        assertThat(defaults.maxReceiveWindow()).isEqualTo(WebSocketControl.DEFAULT_MAX_RECEIVE_WINDOW);
        assertThat(defaults.timeout(Setting.SEND_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
        assertThat(defaults.timeout(Setting.RECEIVE_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
        assertThat(defaults.timeout(Setting.CLOSE_TIMEOUT)).isEqualTo(Duration.ofSeconds(10));
        assertThat(defaults.timeout(Setting.STALL_TIMEOUT)).isEqualTo(Duration.ofMinutes(2));
        assertThat(defaults.timeout(Setting.IDLE_TIMEOUT)).isZero();
        assertThat(defaults.whenFull()).isSameAs(WhenFull.WAIT);
        assertThat(defaults.portableOnly()).isFalse();
        assertThat(defaults.executor()).isEqualTo("managed");
        assertThat(Arrays.stream(Setting.values())).noneMatch(defaults::isGiven);
    }

    @Test
    void firstSourceThatHasASettingWins() {
        SettingSource first = variables(Map.of("SLUICE_SEND_TIMEOUT", " 1s ", "SLUICE_CLOSE_TIMEOUT", "  "));
        SettingSource second =
                parameters(Map.of("sluice.send-timeout", "2s", "sluice.close-timeout", "3s", "sluice.executor", "own"));

        Settings settings = Settings.read(first, second);

        assertThat(settings.timeout(Setting.SEND_TIMEOUT)).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.timeout(Setting.CLOSE_TIMEOUT)).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.executor()).isNull();
        assertThat(settings.isGiven(Setting.SEND_TIMEOUT)).isTrue();
        assertThat(settings.isGiven(Setting.RECEIVE_TIMEOUT)).isFalse();
    }

    @Test
    void everythingCanBeSet() {
        Settings settings = Settings.read(parameters(Map.of(
                "sluice.allowed-origins",
                "https://a, https://b",
                "sluice.max-message-size",
                "unlimited",
                "sluice.min-receive-window",
                "64KiB",
                "sluice.max-receive-window",
                "32KiB",
                "sluice.stall-timeout",
                "off",
                "sluice.idle-timeout",
                "PT5M",
                "sluice.when-full",
                "drop-oldest",
                "sluice.transport",
                "portable",
                "sluice.executor",
                "java:app/concurrent/mine")));

        assertThat(settings.allowedOrigins().listed()).containsExactly("https://a", "https://b");
        assertThat(settings.maxMessageSize()).isEqualTo(MessageWebSocketControl.UNLIMITED);
        assertThat(settings.minReceiveWindow()).isEqualTo(64 * 1024);
        assertThat(settings.maxReceiveWindow()).isEqualTo(32 * 1024);
        assertThat(settings.timeout(Setting.STALL_TIMEOUT)).isZero();
        assertThat(settings.timeout(Setting.IDLE_TIMEOUT)).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.whenFull()).isSameAs(WhenFull.DROP_OLDEST);
        assertThat(settings.portableOnly()).isTrue();
        assertThat(settings.executor()).isEqualTo("java:app/concurrent/mine");
    }

    @ParameterizedTest
    @CsvSource({
        "allowed-origins, example.com, example.com",
        "max-message-size, 0, no message",
        "max-message-size, huge, no size",
        "min-receive-window, 32767, 32KiB to 1GiB",
        "max-receive-window, 32767, 32KiB to 1GiB",
        "max-receive-window, 1GiB1, no size",
        "max-receive-window, 1025MiB, 32KiB to 1GiB",
        "send-timeout, soon, not a time",
        "receive-timeout, 0s, nothing would be in time",
        "close-timeout, off, not a time",
        "stall-timeout, 0, nothing would be in time",
        "idle-timeout, -1s, not a time",
        "when-full, DROP_OLDEST, no such policy",
        "transport, direct, no such transport",
        "transport, Portable, no such transport",
        "executor, ldap://evil/x, java:"
    })
    void wrongValueIsToldWithAllThatHelps(String name, String value, String problem) {
        SettingSource source = parameters(Map.of("sluice." + name, value));

        assertThatThrownBy(() -> Settings.read(source))
                .isInstanceOfSatisfying(InvalidSettingException.class, wrong -> {
                    assertThat(wrong.setting().fullName()).isEqualTo("sluice." + name);
                    assertThat(wrong.source()).isEqualTo("the context parameter sluice." + name);
                    assertThat(wrong.value()).isEqualTo(value);
                })
                .hasMessageContainingAll("the context parameter sluice." + name, '"' + value + '"', "allowed: ")
                .hasMessageContaining(problem.equals("no size") ? "is not a size" : problem);
    }

    @Test
    void valueThatTurnsOutWrongLaterIsToldInTheSameWay() {
        Settings given = Settings.read(variables(Map.of("SLUICE_EXECUTOR", "java:x")));

        assertThat(given.wrong(Setting.EXECUTOR, "it is not found", null))
                .hasMessageContainingAll("the environment variable SLUICE_EXECUTOR", "\"java:x\"", "it is not found");
        assertThat(Settings.read().wrong(Setting.EXECUTOR, "it is odd", null)).hasMessageContaining("the default is");
    }

    @Test
    void transportOfAProgramComesFromItsPropertiesOrItsEnvironment() {
        assertThat(Settings.portableOnlyInThisProgram()).isFalse();
        try {
            System.setProperty("sluice.transport", "portable");
            assertThat(Settings.portableOnlyInThisProgram()).isTrue();
            System.setProperty("sluice.transport", "auto");
            assertThat(Settings.portableOnlyInThisProgram()).isFalse();
            System.setProperty("sluice.transport", "pigeons");
            assertThatThrownBy(Settings::portableOnlyInThisProgram)
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContainingAll("the system property sluice.transport", "\"pigeons\"", "portable");
        } finally {
            System.clearProperty("sluice.transport");
        }
    }

    @Test
    void nameThatLooksLikeASettingIsNoticed() {
        SettingSource source = parameters(Map.of(
                "sluice.send-timout", "1s", "sluice.close-timeout", "1s", "sluice.terminals", "01", "other", "1"));

        assertThat(Settings.unknown(source))
                .singleElement()
                .asString()
                .startsWith("the context parameter sluice.send-timout is no setting")
                .contains("sluice.send-timeout");
    }

    @Test
    void programsPropertiesAndEnvironmentAreSources() {
        System.setProperty("sluice.close-timeout", "7s");
        System.setProperty("sluice.no-such-setting", "1");
        try {
            SettingSource system = SettingSource.systemProperties();
            Settings settings = Settings.read(system, SettingSource.environment());
            assertThat(settings.timeout(Setting.CLOSE_TIMEOUT)).isEqualTo(Duration.ofSeconds(7));
            assertThat(Settings.unknown(system)).anyMatch(line -> line.contains("sluice.no-such-setting"));
        } finally {
            System.clearProperty("sluice.close-timeout");
            System.clearProperty("sluice.no-such-setting");
        }
    }
}
