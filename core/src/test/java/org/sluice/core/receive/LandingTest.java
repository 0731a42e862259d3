package org.sluice.core.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LandingTest {

    private static final int BEFORE = 3;

    private final ByteBuffer into = ByteBuffer.allocateDirect(20).position(BEFORE);
    private @Nullable Landing begun;

    /** Made by the thread of the test, to which it belongs. */
    private Landing landing() {
        Landing made = begun == null ? new Landing(into, false) : begun;
        begun = made;
        return made;
    }

    /** As a port does it: into the place, and the same buffer on. */
    private static ByteBuffer receive(ByteBuffer place, String text) {
        int start = place.position();
        return place.put(text.getBytes(StandardCharsets.US_ASCII)).flip().position(start);
    }

    private static ByteBuffer part(String text) {
        return StandardCharsets.US_ASCII.encode(text);
    }

    private String landed() {
        return StandardCharsets.US_ASCII
                .decode(into.duplicate().flip().position(BEFORE))
                .toString();
    }

    private ByteBuffer place() {
        return Objects.requireNonNull(landing().place());
    }

    @Test
    void whatIsInPlaceIsTakenWhereItIs() {
        ByteBuffer part = receive(place(), "abc");

        assertThat(landing().take(part, false)).isTrue();

        assertThat(landed()).isEqualTo("abc");
        assertThat(landing().landed()).isEqualTo(3);
        assertThat(part.hasRemaining()).isFalse();
    }

    @Test
    void whatComesBehindItIsCopied() {
        assertThat(landing().take(receive(place(), "abc"), true)).isTrue();
        assertThat(landing().take(part("de"), true)).isTrue();

        assertThat(landed()).isEqualTo("abcde");
        assertThat(landing().takePassedEnds()).isEqualTo(1);
        assertThat(landing().takeEnd()).isTrue();
    }

    @Test
    void aPlaceThatComesBehindOtherBytesIsCopied() {
        ByteBuffer place = place();
        place.position(BEFORE + 4);
        ByteBuffer part = receive(place, "cd");

        assertThat(landing().take(part("ab"), false)).isTrue();
        assertThat(landing().take(part, false)).isTrue();

        assertThat(landed()).isEqualTo("abcd");
    }

    @Test
    void anotherBufferOverTheSameBytesIsNoHarm() {
        ByteBuffer part = receive(place(), "abc");

        assertThat(landing().take(part.duplicate(), false)).isTrue();

        assertThat(landed()).isEqualTo("abc");
    }

    @Test
    void whatFollowsOnWhatWentByIsQueued() throws Exception {
        ByteBuffer part = receive(place(), "abc");
        Landing landing = landing();
        CompletableFuture.runAsync(
                        () -> assertThat(landing.take(part("xy"), false)).isFalse())
                .get(20, TimeUnit.SECONDS);

        assertThat(landing().take(part, false)).isFalse();

        assertThat(part.remaining()).as("left for the queue").isEqualTo(3);
        assertThat(landing().landed()).isZero();
        assertThat(into.position()).isEqualTo(BEFORE);
    }

    @Test
    void whereBytesWouldBeCopiedAllTheSameThereIsNoPlace() {
        assertThat(new Landing(ByteBuffer.allocate(9), false).place()).isNull();
        assertThat(new Landing(into, true).place()).isNull();
    }
}
