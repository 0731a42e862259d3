package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("P67-P68 codes and reasons of a close are those that a close frame may carry")
class CloseReasonsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "€", "\ud83d\ude00"})
    void longReasonIsCutBetweenCharacters(String unit) {
        String cut = CloseReasons.cut(unit.repeat(124));
        int length = cut.getBytes(StandardCharsets.UTF_8).length;
        int width = unit.getBytes(StandardCharsets.UTF_8).length;

        assertThat(length).isBetween(124 - width, 123);
        assertThat(unit.repeat(124)).startsWith(cut);
        assertThat(length % width).isZero();
    }

    @Test
    void shortReasonStays() {
        assertThat(CloseReasons.cut("")).isEmpty();
        assertThat(CloseReasons.cut("a".repeat(123))).hasSize(123);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1011, 1014, 3000, 4999})
    void codesThatMayBeSentPass(int code) {
        CloseReasons.check(code, "€".repeat(41));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000})
    void otherCodesAreRefused(int code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloseReasons.check(code, ""))
                .withMessageStartingWith("code " + code);
    }

    @Test
    @SuppressWarnings("NullAway") // What a caller without a null checker may do.
    void wrongReasonIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloseReasons.check(1000, "€".repeat(41) + "a"))
                .withMessageStartingWith("reason has 124 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloseReasons.check(1000, "a\ud800"))
                .withMessageStartingWith("reason has a surrogate without its pair at index 1");
        assertThatNullPointerException()
                .isThrownBy(() -> CloseReasons.check(1000, null))
                .withMessage("reason");
    }
}
