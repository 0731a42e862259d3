package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MessageTest {

    @Test
    void aTextIsEncodedAndKept() {
        Message message = Message.text("é\uD83D\uDE00");

        assertThat(message.type()).isSameAs(MessageType.UTF8);
        assertThat(message.text()).isEqualTo("é\uD83D\uDE00");
        assertThat(StandardCharsets.UTF_8.decode(message.bytes()).toString()).isEqualTo("é\uD83D\uDE00");
        assertThat(message.bytes().isReadOnly()).isTrue();
    }

    @Test
    void aBinaryMessageIsACopyOfWhatIsBetweenPositionAndLimit() {
        byte[] array = {1, 2, 3, 4};
        ByteBuffer data = ByteBuffer.wrap(array).position(1).limit(3);
        Message message = Message.binary(data);
        array[1] = 9;

        assertThat(message.type()).isSameAs(MessageType.BINARY);
        assertThat(message.text()).isEmpty();
        assertThat(message.bytes()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
        assertThat(data.position()).isEqualTo(1);
    }

    @Test
    void whatIsNotSaidIsLeftToTheSocket() {
        Message message = Message.text("");

        assertThat(message.timeout()).isEmpty();
        assertThat(message.whenFull()).isEmpty();
        assertThat(message.key()).isEmpty();
    }

    @Test
    void eachOptionMakesAMessageOfTheSameContent() {
        Message plain = Message.text("a");
        Message all = plain.within(Duration.ofSeconds(2))
                .whenFull(WhenFull.CONFLATE)
                .key("k")
                .within(Duration.ofSeconds(3));

        assertThat(all.timeout()).contains(Duration.ofSeconds(3));
        assertThat(all.whenFull()).contains(WhenFull.CONFLATE);
        assertThat(all.key()).contains("k");
        assertThat(all.text()).isEqualTo("a");
        assertThat(plain.key()).isEmpty();
    }

    @Test
    void whatASocketMakesOfTheContentIsMadeOnceForAll() {
        AtomicInteger made = new AtomicInteger();
        Message first = Message.text("a");
        Message second = first.key("k");

        assertThat(first.made(Integer.class, made::incrementAndGet)).isEqualTo(1);
        assertThat(second.made(Integer.class, made::incrementAndGet)).isEqualTo(1);
        assertThat(second.made(String.class, () -> "another implementation")).isEqualTo("another implementation");
        assertThat(first.made(Integer.class, made::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void wrongArgumentsAreNamed() {
        Message message = Message.text("a");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.text("\uD83D"))
                .withMessageContaining("text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> message.within(Duration.ZERO))
                .withMessageContaining("timeout");
        assertThatIllegalArgumentException().isThrownBy(() -> message.within(Duration.ofNanos(-1)));
    }

    @Test
    @SuppressWarnings("NullAway") // What a caller without a null checker may do.
    void nullsAreNamed() {
        Message message = Message.text("a");

        assertThatNullPointerException().isThrownBy(() -> Message.text(null)).withMessage("text");
        assertThatNullPointerException().isThrownBy(() -> Message.binary(null)).withMessage("data");
        assertThatNullPointerException().isThrownBy(() -> message.within(null)).withMessage("timeout");
        assertThatNullPointerException()
                .isThrownBy(() -> message.whenFull(null))
                .withMessage("policy");
        assertThatNullPointerException().isThrownBy(() -> message.key(null)).withMessage("key");
    }

    @Test
    void itsStringTellsNothingOfItsContent() {
        assertThat(Message.text("secret")).hasToString("Message[UTF8, 6 bytes]");
    }
}
