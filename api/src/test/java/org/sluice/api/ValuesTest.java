package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ValuesTest {

    @Test
    void passwordIsNotShown() {
        assertThat(new Credential("ada", "secret")).asString().contains("ada").doesNotContain("secret");
        assertThat(new Credential("ada", "secret").password()).isEqualTo("secret");
    }

    @Test
    @DisplayName("P67-P68 parts of a value that are null are named")
    @SuppressWarnings("NullAway") // What a caller without a null checker may do.
    void nullPartsAreNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Credential(null, ""))
                .withMessage("user");
        assertThatNullPointerException()
                .isThrownBy(() -> new Credential("", null))
                .withMessage("password");
        assertThatNullPointerException()
                .isThrownBy(() -> new ClosedEvent(1000, null, ClosedBy.LOCAL, true))
                .withMessage("reason");
        assertThatNullPointerException()
                .isThrownBy(() -> new ClosedEvent(1000, "", null, true))
                .withMessage("closedBy");
    }

    @Test
    void eventsWithTheSameDataAreEqual() {
        assertThat(new ClosedEvent(1000, "x", ClosedBy.REMOTE, true))
                .isEqualTo(new ClosedEvent(1000, "x", ClosedBy.REMOTE, true));
        assertThat(new BandwidthStatistics(1, 2, 3, 4).inboundBitsPerSecond()).isEqualTo(2);
    }
}
