package org.sluice.core.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.WebErrorStatus;
import org.sluice.core.doubles.RecordingBrake;
import org.sluice.core.doubles.Worker;

class MessageInputTest {

    private volatile Duration timeout = Duration.ofSeconds(20);
    private final BoundedPipe pipe = new BoundedPipe(new RecordingBrake(), () -> timeout);

    private void put(String text, boolean last) {
        pipe.put(StandardCharsets.UTF_8.encode(text), last);
    }

    private static String all(MessageInput message) throws IOException {
        return new String(message.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("P13 a message is read section by section, up to its end")
    void messageEndsAtItsEnd() throws Exception {
        put("ab", false);
        put("c", true);
        put("d", true);

        MessageInput message = MessageInput.next(pipe, null).orElseThrow();
        assertThat(message.available()).isEqualTo(3);
        assertThat(all(message)).isEqualTo("abc");
        assertThat(message.read()).isEqualTo(-1);
        assertThat(message.available()).isZero();
        assertThat(all(MessageInput.next(pipe, message).orElseThrow())).isEqualTo("d");
    }

    @Test
    void restOfTheMessageBeforeIsPassedOver() throws Exception {
        put("abc", true);
        put("d", true);
        MessageInput first = MessageInput.next(pipe, null).orElseThrow();
        assertThat(first.read()).isEqualTo('a');

        MessageInput second = MessageInput.next(pipe, first).orElseThrow();

        assertThat(first.read()).isEqualTo(-1);
        assertThat(second.read()).isEqualTo('d');
    }

    @Test
    void closePassesTheRestOnce() throws Exception {
        put("abc", true);
        put("d", true);
        MessageInput first = MessageInput.next(pipe, null).orElseThrow();
        first.close();
        first.close();

        assertThat(all(MessageInput.next(pipe, first).orElseThrow())).isEqualTo("d");
    }

    @Test
    void nextMessageMayBeAskedForAgainAfterATimeout() throws Exception {
        put("ab", false);
        MessageInput first = MessageInput.next(pipe, null).orElseThrow();
        timeout = Duration.ofMillis(5);
        assertThatThrownBy(() -> MessageInput.next(pipe, first))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT));
        timeout = Duration.ofSeconds(20);
        put("c", true);
        put("d", true);

        assertThat(all(MessageInput.next(pipe, first).orElseThrow())).isEqualTo("d");
    }

    @Test
    void cleanEndIsNoMessage() throws Exception {
        Worker<Boolean> reader =
                Worker.start(() -> MessageInput.next(pipe, null).isPresent()).awaitWaiting();
        pipe.end(null);

        assertThat(reader.result()).isFalse();
    }

    @Test
    void emptyReadAndWrongRangeDoNotTouchThePipe() throws Exception {
        put("a", true);
        MessageInput message = MessageInput.next(pipe, null).orElseThrow();

        assertThat(message.read(new byte[0])).isZero();
        assertThatThrownBy(() -> message.read(new byte[1], 1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(message.read()).isEqualTo('a');
    }
}
