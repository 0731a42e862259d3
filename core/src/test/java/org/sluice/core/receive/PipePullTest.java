package org.sluice.core.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.WebErrorStatus;
import org.sluice.core.doubles.RecordingBrake;
import org.sluice.core.doubles.Worker;

/** A reader that finds nothing receives on its own thread. */
class PipePullTest {

    private final RecordingBrake brake = new RecordingBrake();
    private volatile Duration timeout = Duration.ofSeconds(20);
    private final BoundedPipe pipe = new BoundedPipe(brake, () -> timeout);

    private boolean put(String text, boolean last) {
        return pipe.put(StandardCharsets.UTF_8.encode(text), last);
    }

    private String read(int most) throws IOException {
        byte[] into = new byte[most + 2];
        int count = pipe.read(ByteBuffer.wrap(into, 1, most));
        assertThat(into[0]).isZero();
        assertThat(into[most + 1]).isZero();
        return count < 0 ? "end" : new String(into, 1, count, StandardCharsets.UTF_8);
    }

    private void nextPull(Runnable receives) {
        AtomicInteger times = new AtomicInteger();
        brake.onPull(() -> {
            if (times.getAndIncrement() > 0) {
                return false;
            }
            receives.run();
            return true;
        });
    }

    @Test
    void whatItReceivesComesStraightToIt() throws Exception {
        nextPull(() -> {
            assertThat(put("ab", false)).isTrue();
            assertThat(put("cd", false)).isTrue();
            assertThat(pipe.held()).isZero();
        });

        assertThat(read(10)).isEqualTo("abcd");
        assertThat(pipe.available()).isZero();
    }

    @Test
    void whatDoesNotFitWaitsForTheNextRead() throws Exception {
        nextPull(() -> {
            put("abcd", false);
            put("ef", true);
        });

        assertThat(read(3)).isEqualTo("abc");
        assertThat(pipe.available()).isEqualTo(3);
        assertThat(read(10)).isEqualTo("def");
    }

    @Test
    void whoLeavesSomethingWillBeBackForIt() throws Exception {
        put("abcd", false);

        assertThat(read(3)).isEqualTo("abc");
        assertThat(brake.claims()).isEqualTo(1);
        assertThat(read(3)).isEqualTo("d");
        assertThat(brake.claims()).isEqualTo(1);
    }

    @Test
    void itIsNotAskedWhileSomethingWaits() throws Exception {
        put("ab", false);
        brake.onPull(() -> {
            throw new AssertionError("There is something to read");
        });

        assertThat(read(1)).isEqualTo("a");
        assertThat(read(1)).isEqualTo("b");
    }

    @Test
    void nothingButControlFramesIsNoReasonToReturn() throws Exception {
        AtomicInteger pulls = new AtomicInteger();
        brake.onPull(() -> {
            if (pulls.incrementAndGet() == 3) {
                put("a", false);
            }
            return true;
        });

        assertThat(read(1)).isEqualTo("a");
        assertThat(pulls).hasValue(3);
    }

    @Test
    void itWaitsForAnotherThreadWhereThePortReceivesNothing() throws Exception {
        AtomicInteger pulls = new AtomicInteger();
        brake.onPull(() -> {
            pulls.incrementAndGet();
            return false;
        });
        Worker<String> reader = Worker.start(() -> read(10)).awaitWaiting();
        assertThat(pulls).hasValue(1);

        put("a", false);

        assertThat(reader.result()).isEqualTo("a");
    }

    @Test
    void whatOthersPutInMeanwhileStaysInOrder() throws Exception {
        nextPull(() -> {
            put("a", false);
            try {
                assertThat(Worker.start(() -> put("b", false)).result()).isTrue();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            put("c", false);
        });

        assertThat(read(10)).isEqualTo("a");
        assertThat(read(10)).isEqualTo("bc");
    }

    @Test
    void aReadGoesOverTheEndsOfMessages() throws Exception {
        nextPull(() -> {
            put("a", true);
            put("", true);
            put("b", true);
        });

        assertThat(read(10)).isEqualTo("ab");
        put("c", true);
        assertThat(read(10)).isEqualTo("c");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void theEndBehindWhatWasReadIsStillThere(int most) throws Exception {
        nextPull(() -> put("a", true));
        assertThat(read(most)).isEqualTo("a");
        put("b", true);

        Optional<MessageInput> rest = MessageInput.next(pipe, null);
        assertThat(rest.orElseThrow().readAllBytes()).as("of the first message").isEmpty();
        Optional<MessageInput> second = MessageInput.next(pipe, rest.orElseThrow());

        assertThat(second.orElseThrow().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("b");
    }

    @Test
    void aMessageTakesNothingOfTheNext() throws Exception {
        put("x", false);
        MessageInput first = MessageInput.next(pipe, null).orElseThrow();
        assertThat(first.read()).isEqualTo('x');
        nextPull(() -> {
            put("ab", true);
            put("cd", true);
        });

        byte[] into = new byte[10];
        assertThat(first.read(into)).isEqualTo(2);
        assertThat(first.read(into)).isEqualTo(-1);
        assertThat(MessageInput.next(pipe, first).orElseThrow().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("cd");
    }

    @Test
    void anEmptyEndThatItReceivesEndsTheMessage() throws Exception {
        put("x", false);
        MessageInput message = MessageInput.next(pipe, null).orElseThrow();
        assertThat(message.read()).isEqualTo('x');
        nextPull(() -> put("", true));

        assertThat(message.read()).isEqualTo(-1);
    }

    @Test
    void aPauseThatItCausedItselfEndsOnceItHasRead() throws Exception {
        int size = (int) BoundedPipe.CAPACITY * 2;
        nextPull(() -> assertThat(pipe.put(ByteBuffer.allocate(size), false)).isFalse());

        assertThat(read(1)).hasSize(1);
        assertThat(brake.releases()).isZero();
        byte[] rest = new byte[size];
        assertThat(pipe.read(ByteBuffer.wrap(rest, 0, size))).isEqualTo(size - 1);

        assertThat(brake.releases()).isEqualTo(1);
    }

    @Test
    void theEndThatItReceivesIsTheEnd() throws Exception {
        nextPull(() -> {
            put("a", true);
            pipe.end(null);
        });

        assertThat(read(10)).isEqualTo("a");
        assertThat(read(10)).isEqualTo("end");
    }

    @Test
    void theTimeOfAReadIsOverThoughThePortReceives() {
        timeout = Duration.ofMillis(5);
        brake.onPull(() -> true);

        assertThatThrownBy(() -> read(1))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT));
    }

    @Test
    void anInterruptSurfacesWhereThePortStopsForIt() throws Exception {
        Worker<String> reader = Worker.start(() -> {
            brake.onPull(() -> {
                Thread.currentThread().interrupt();
                return false;
            });
            return read(1);
        });

        assertThat(reader.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(reader.endedInterrupted()).isTrue();
    }

    @Test
    void aSecondReaderWaitsForTheFirst() throws Exception {
        AtomicReference<Worker<String>> second = new AtomicReference<>();
        nextPull(() -> {
            second.set(Worker.start(() -> read(1)).awaitWaiting());
            put("ab", false);
        });

        assertThat(read(1)).isEqualTo("a");

        assertThat(Objects.requireNonNull(second.get()).result()).isEqualTo("b");
    }

    @Test
    void aFailureOfThePortLeavesThePipeUsable() throws Exception {
        brake.onPull(() -> {
            throw new IllegalStateException("a fault");
        });
        assertThatThrownBy(() -> read(1)).isInstanceOf(IllegalStateException.class);
        brake.onPull(() -> false);
        put("a", false);

        assertThat(read(1)).isEqualTo("a");
    }
}
