package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LivenessTest {

    private static final long ALWAYS = 0;

    private final Liveness liveness = new Liveness(100);

    @Test
    @DisplayName("a peer that sends nothing for the timeout after a ping is dead, and not before")
    void silent() {
        liveness.asked(1000, 7);
        assertThat(liveness.look(1000, 7, ALWAYS)).isEqualTo(100);
        assertThat(liveness.look(1099, 7, ALWAYS)).isEqualTo(1);
        assertThat(liveness.look(1100, 7, ALWAYS)).isEqualTo(Liveness.DEAD);
        assertThat(liveness.look(5000, 7, ALWAYS)).isEqualTo(Liveness.DEAD);
    }

    @Test
    @DisplayName("any sign is life, also one that came before the ping was known to be on its way")
    void sign() {
        liveness.asked(1000, 7);
        assertThat(liveness.look(2000, 8, ALWAYS)).isEqualTo(Liveness.ALIVE);
        assertThat(liveness.look(3000, 8, ALWAYS)).as("nobody asked again").isEqualTo(Liveness.ALIVE);
    }

    @Test
    @DisplayName("a second ping does not put the end off, unless the first had an answer")
    void asked() {
        liveness.asked(1000, 7);
        liveness.asked(1090, 7);
        assertThat(liveness.look(1100, 7, ALWAYS)).isEqualTo(Liveness.DEAD);

        liveness.asked(1110, 8);
        assertThat(liveness.look(1200, 8, ALWAYS)).isEqualTo(10);
    }

    @Test
    @DisplayName("a time in which this end does not read does not count, and begins anew after it")
    void paused() {
        liveness.asked(1000, 7);
        assertThat(liveness.look(1100, 7, null)).isEqualTo(100);
        assertThat(liveness.look(9000, 7, null)).isEqualTo(100);
        assertThat(liveness.look(9050, 7, 9010L)).isEqualTo(60);
        assertThat(liveness.look(9110, 7, 9010L)).isEqualTo(Liveness.DEAD);
    }

    @Test
    @DisplayName("a pause that came and went between two looks does not count either")
    void pausedMeanwhile() {
        liveness.asked(1000, 7);
        assertThat(liveness.look(1100, 7, 1099L)).isEqualTo(99);
    }

    @Test
    @DisplayName("a look that began before the last ping is no answer to it, and leaves it its whole time")
    void askedMeanwhile() {
        liveness.asked(1000, 7);
        liveness.asked(1110, 8);
        assertThat(liveness.look(1100, 7, ALWAYS)).isEqualTo(110);
        assertThat(liveness.look(1210, 8, ALWAYS)).isEqualTo(Liveness.DEAD);
    }

    @Test
    @DisplayName("the clock may overflow")
    void overflow() {
        long now = Long.MAX_VALUE - 10;
        liveness.asked(now, 7);
        assertThat(liveness.look(now + 50, 7, now - 10)).isEqualTo(50);
        assertThat(liveness.look(now + 100, 7, now - 10)).isEqualTo(Liveness.DEAD);
    }
}
