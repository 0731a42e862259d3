package org.sluice.core.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.SocketClosedException;
import org.sluice.api.WebErrorStatus;
import org.sluice.core.doubles.RecordingBrake;
import org.sluice.core.doubles.Worker;

class BoundedPipeTest {

    private static final int PART = 64 * 1024;

    private final RecordingBrake brake = new RecordingBrake();
    private volatile Duration timeout = Duration.ofSeconds(20);
    private final BoundedPipe pipe = new BoundedPipe(brake, () -> timeout);

    private boolean put(String text, boolean last) {
        return pipe.put(StandardCharsets.UTF_8.encode(text), last);
    }

    private String read(int most) throws IOException {
        byte[] into = new byte[most];
        int count = pipe.read(ByteBuffer.wrap(into, 0, most));
        return count < 0 ? "end" : new String(into, 0, count, StandardCharsets.UTF_8);
    }

    /** Puts parts until the pipe asks for a pause. */
    private int fill(int size, boolean last) {
        int parts = 1;
        while (pipe.put(ByteBuffer.allocate(size), last)) {
            parts++;
        }
        return parts;
    }

    private static SocketClosedException lost() {
        return new SocketClosedException("receive", 1006, "", new IOException("Connection reset"));
    }

    // Reading.

    @Test
    @DisplayName("P13 P45 a read returns what is there and does not wait for more")
    void readGivesWhatIsThere() throws Exception {
        put("abc", false);
        put("d", true);

        assertThat(pipe.available()).isEqualTo(4);
        assertThat(read(2)).isEqualTo("ab");
        assertThat(read(10)).isEqualTo("cd");
        assertThat(pipe.available()).isZero();
    }

    @Test
    @DisplayName("P19 P45 a read waits for the first byte")
    void readWaitsForTheFirstByte() throws Exception {
        Worker<String> reader = Worker.start(() -> read(10)).awaitWaiting();
        assertThat(reader.isDone()).isFalse();

        put("a", false);

        assertThat(reader.result()).isEqualTo("a");
    }

    @Test
    void emptyPartDoesNotWakeTheReaderForNothing() throws Exception {
        Worker<String> reader = Worker.start(() -> read(10)).awaitWaiting();
        put("", false);
        put("", true);
        reader.awaitWaiting();
        put("a", true);

        assertThat(reader.result()).isEqualTo("a");
    }

    @Test
    @DisplayName("P73 a read fails when its time is over, and the next one waits again")
    void lateReadFailsAndMayBeRepeated() throws Exception {
        timeout = Duration.ofMillis(5);
        assertThatThrownBy(() -> read(1))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT))
                .hasMessageContaining("PT0.005S");
        timeout = Duration.ofSeconds(20);

        put("a", false);

        assertThat(read(1)).isEqualTo("a");
    }

    @Test
    @DisplayName("P73 an interrupt surfaces in a read and stays set")
    void interruptSurfacesAndStaysSet() throws Exception {
        Worker<String> reader = Worker.start(() -> read(1)).awaitWaiting();

        reader.interrupt();

        assertThat(reader.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(reader.endedInterrupted()).isTrue();
        put("a", false);
        assertThat(read(1)).isEqualTo("a");
    }

    @Test
    void partIsCopied() throws Exception {
        ByteBuffer part = ByteBuffer.wrap(new byte[] {1, 2, 3});
        pipe.put(part, true);
        part.array()[0] = 9;
        byte[] into = new byte[3];
        pipe.read(ByteBuffer.wrap(into, 0, 3));

        assertThat(into).containsExactly(1, 2, 3);
    }

    // Pausing.

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 65535, 65536})
    @DisplayName("P19 at most the capacity and one part are held")
    void neverMoreThanTheCapacityAndOnePart(int size) {
        int parts = fill(size, false);

        assertThat(pipe.held()).isGreaterThan(BoundedPipe.CAPACITY).isLessThanOrEqualTo(BoundedPipe.CAPACITY + size);
        assertThat(parts).isEqualTo((int) (BoundedPipe.CAPACITY / size) + 1);
        assertThat(brake.releases()).isZero();
    }

    @Test
    void exactlyTheCapacityDoesNotPause() {
        for (int i = 0; i < 4; i++) {
            assertThat(pipe.put(ByteBuffer.allocate(PART), false)).isTrue();
        }
        assertThat(put("a", false)).isFalse();
    }

    @Test
    void theCapacityMayGrow() throws Exception {
        AtomicLong capacity = new AtomicLong(PART);
        BoundedPipe growing = new BoundedPipe(brake, () -> timeout, capacity::get, null);
        assertThat(growing.put(ByteBuffer.allocate(PART), false)).isTrue();
        capacity.set(4L * PART);
        assertThat(growing.put(ByteBuffer.allocate(3 * PART), false)).isTrue();
        assertThat(growing.put(ByteBuffer.allocate(1), false)).isFalse();
        assertThat(growing.read(ByteBuffer.allocate(2 * PART))).isEqualTo(2 * PART);
        assertThat(brake.releases()).as("more than half is still there").isZero();
        assertThat(growing.read(ByteBuffer.allocate(1))).isEqualTo(1);
        assertThat(brake.releases()).isEqualTo(1);
    }

    @Test
    void floodOfEmptyMessagesIsBounded() throws Exception {
        int parts = fill(0, true);

        assertThat(parts).isEqualTo((int) (BoundedPipe.CAPACITY / MessageMarks.COST) + 1);
        Worker<String> reader = Worker.start(() -> read(1));
        brake.awaitReleases(1);
        put("a", true);
        assertThat(reader.result()).isEqualTo("a");
        assertThat(brake.releases()).isEqualTo(1);
    }

    @Test
    void portGoesOnOnceHalfTheCapacityIsFree() throws Exception {
        fill(PART, false);
        byte[] into = new byte[PART];

        pipe.read(ByteBuffer.wrap(into, 0, PART));
        pipe.read(ByteBuffer.wrap(into, 0, PART));
        assertThat(brake.releases()).isZero();
        assertThat(brake.steps()).isEqualTo(2);
        pipe.read(ByteBuffer.wrap(into, 0, PART));

        assertThat(brake.releases()).isEqualTo(1);
        assertThat(brake.steps()).as("nobody waits any more").isEqualTo(2);
        while (pipe.available() > 0) {
            pipe.read(ByteBuffer.wrap(into, 0, PART));
        }
        assertThat(brake.releases()).isEqualTo(1);
    }

    @Test
    void readerThatStopsThenGoesOnLosesNothing() throws Exception {
        byte[] content = new byte[2_000_000];
        new Random(3).nextBytes(content);
        Semaphore released = new Semaphore(0);
        AtomicLong pauses = new AtomicLong();
        brake.onRelease(released::release);
        Worker<String> port = Worker.run(() -> {
            for (int from = 0; from < content.length; ) {
                int size = Math.min(1 + from % 50_000, content.length - from);
                boolean more = pipe.put(ByteBuffer.wrap(content, from, size), from % 3 == 0);
                from += size;
                if (!more) {
                    pauses.incrementAndGet();
                    released.acquire();
                }
            }
            pipe.end(null);
        });
        port.awaitWaiting();

        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] into = new byte[7777];
        for (int count = pipe.read(ByteBuffer.wrap(into, 0, into.length));
                count > 0;
                count = pipe.read(ByteBuffer.wrap(into, 0, into.length))) {
            read.write(into, 0, count);
        }

        port.result();
        assertThat(read.toByteArray()).isEqualTo(content);
        assertThat(brake.releases()).isEqualTo((int) pauses.get());
        assertThat(pauses.get()).isPositive();
    }

    @Test
    void releaseMayPutIntoThePipeAtOnce() throws Exception {
        fill(PART, false);
        // A port that delivers on the thread of the release.
        brake.onRelease(() -> put("x", false));
        byte[] into = new byte[5 * PART];

        assertThat(pipe.read(ByteBuffer.wrap(into, 0, into.length))).isEqualTo(5 * PART);
        assertThat(read(1)).isEqualTo("x");
    }

    // The end.

    @Test
    @DisplayName("P34 what came before a close frame is still read, then the end")
    void cleanEndComesAfterTheData() throws Exception {
        put("ab", false);
        pipe.end(null);

        assertThat(read(1)).isEqualTo("a");
        assertThat(read(5)).isEqualTo("b");
        assertThat(read(5)).isEqualTo("end");
        assertThat(read(5)).isEqualTo("end");
    }

    @Test
    void lostConnectionThrowsAfterTheData() throws Exception {
        put("ab", false);
        pipe.end(lost());

        assertThat(read(5)).isEqualTo("ab");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> read(5))
                    .isInstanceOf(SocketClosedException.class)
                    .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.CONNECTION_RESET));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endWakesTheReader(boolean clean) throws Exception {
        Worker<String> reader = Worker.start(() -> read(1)).awaitWaiting();

        pipe.end(clean ? null : lost());

        if (clean) {
            assertThat(reader.result()).isEqualTo("end");
        } else {
            assertThat(reader.failure()).isInstanceOf(SocketClosedException.class);
        }
    }

    @Test
    void endReleasesAPausedPortOnce() throws Exception {
        fill(PART, false);
        pipe.end(null);
        pipe.end(lost());
        assertThat(brake.releases()).isEqualTo(1);

        byte[] into = new byte[PART];
        while (pipe.read(ByteBuffer.wrap(into, 0, PART)) > 0) {
            assertThat(brake.releases()).isEqualTo(1);
        }
    }

    @Test
    void putAfterTheEndIsPassedOver() throws Exception {
        pipe.end(null);

        assertThat(put("late", true)).isTrue();
        assertThat(fillOnce()).isTrue();
        assertThat(read(5)).isEqualTo("end");
    }

    private boolean fillOnce() {
        return pipe.put(ByteBuffer.allocate((int) BoundedPipe.CAPACITY + 1), true);
    }

    @Test
    void abandonDropsAllAndReleasesThePort() throws Exception {
        fill(PART, true);

        pipe.abandon(new SocketClosedException("receive", 1000, "mine", null));

        assertThat(brake.releases()).isEqualTo(1);
        assertThat(pipe.held()).isZero();
        assertThatThrownBy(() -> read(1))
                .isInstanceOf(SocketClosedException.class)
                .hasMessageContaining("mine");
        assertThat(fillOnce()).isTrue();
        pipe.end(null);
        assertThatThrownBy(() -> read(1)).hasMessageContaining("mine");
    }

    @Test
    void abandonWhileReadingWakesTheReader() throws Exception {
        Worker<String> reader = Worker.start(() -> read(1)).awaitWaiting();

        pipe.abandon(new SocketClosedException("receive", 1000, "mine", null));

        assertThat(reader.failure()).isInstanceOf(SocketClosedException.class);
    }

    // Messages.

    private List<String> readByMessage() throws IOException {
        List<String> messages = new ArrayList<>();
        MessageInput previous = null;
        for (Optional<MessageInput> next = MessageInput.next(pipe, previous);
                next.isPresent();
                next = MessageInput.next(pipe, previous)) {
            previous = next.get();
            messages.add(new String(previous.readAllBytes(), StandardCharsets.UTF_8));
        }
        return messages;
    }

    @Test
    void everyPartitionOfAFewMessagesReadsTheSame() throws Exception {
        // Letters are data, a bar ends a message; each of the cuts between them may be a cut between two parts or not.
        String input = "ab||c|def|";
        for (int cuts = 0; cuts < 1 << input.length(); cuts++) {
            for (boolean byMessage : new boolean[] {true, false}) {
                BoundedPipe fresh = new BoundedPipe(brake, () -> timeout);
                putCut(fresh, input, cuts);
                fresh.end(null);
                if (byMessage) {
                    assertThat(messagesOf(fresh)).as("%d", cuts).containsExactly("ab", "", "c", "def");
                } else {
                    assertThat(new String(new PipeInput(fresh).readAllBytes(), StandardCharsets.UTF_8))
                            .isEqualTo("abcdef");
                }
            }
        }
    }

    private static void putCut(BoundedPipe into, String input, int cuts) {
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < input.length(); i++) {
            boolean last = input.charAt(i) == '|';
            if (!last) {
                part.append(input.charAt(i));
            }
            if (last || (cuts >> i & 1) == 1) {
                into.put(StandardCharsets.UTF_8.encode(part.toString()), last);
                part.setLength(0);
            }
        }
    }

    private static List<String> messagesOf(BoundedPipe from) throws IOException {
        List<String> messages = new ArrayList<>();
        MessageInput previous = null;
        for (Optional<MessageInput> next = MessageInput.next(from, previous);
                next.isPresent();
                next = MessageInput.next(from, previous)) {
            previous = next.get();
            StringBuilder message = new StringBuilder();
            for (int b = previous.read(); b >= 0; b = previous.read()) {
                message.append((char) b);
            }
            messages.add(message.toString());
        }
        return messages;
    }

    @Test
    void messageIsThereAsSoonAsItBegins() throws Exception {
        Worker<Boolean> reader = Worker.start(pipe::awaitMessage).awaitWaiting();
        put("", false);
        reader.awaitWaiting();
        put("a", false);

        assertThat(reader.result()).isTrue();
    }

    @Test
    void emptyMessageIsAMessage() throws Exception {
        put("", true);
        put("", true);
        pipe.end(null);

        assertThat(readByMessage()).containsExactly("", "");
    }

    @Test
    void floodOfEmptyMessagesIsReadWhole() throws Exception {
        Semaphore released = new Semaphore(0);
        brake.onRelease(released::release);
        int count = 3 * (int) BoundedPipe.CAPACITY / MessageMarks.COST;
        Worker<String> port = Worker.run(() -> {
            for (int i = 0; i < count; i++) {
                if (!pipe.put(ByteBuffer.allocate(0), true)) {
                    released.acquire();
                }
            }
            pipe.end(null);
        });

        assertThat(readByMessage()).hasSize(count);
        port.result();
    }

    @Test
    void readInMessageStopsAtItsEnd() throws Exception {
        put("ab", true);
        put("cd", true);
        byte[] into = new byte[10];

        assertThat(pipe.availableInMessage()).isEqualTo(2);
        assertThat(pipe.readInMessage(ByteBuffer.wrap(into, 0, 10))).isEqualTo(2);
        assertThat(pipe.readInMessage(ByteBuffer.wrap(into, 0, 10))).isEqualTo(-1);
        assertThat(pipe.readInMessage(ByteBuffer.wrap(into, 0, 10))).isEqualTo(2);
    }

    @Test
    void endInsideAMessageIsNotItsEnd() throws Exception {
        put("ab", false);
        pipe.end(null);
        byte[] into = new byte[10];
        pipe.readInMessage(ByteBuffer.wrap(into, 0, 10));

        assertThatThrownBy(() -> pipe.readInMessage(ByteBuffer.wrap(into, 0, 10)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("inside a message");
    }

    @Test
    void skippedMessageMayBeLargerThanTheCapacity() throws Exception {
        Semaphore released = new Semaphore(0);
        brake.onRelease(released::release);
        Worker<String> port = Worker.run(() -> {
            for (int i = 0; i < 40; i++) {
                if (!pipe.put(ByteBuffer.allocate(PART), i == 39)) {
                    released.acquire();
                }
            }
            put("next", true);
        });

        pipe.skipMessage();

        assertThat(read(10)).isEqualTo("next");
        port.result();
    }

    @Test
    void skipWaitsForTheEndOfTheMessage() throws Exception {
        put("ab", false);
        Worker<String> skipper = Worker.run(pipe::skipMessage).awaitWaiting();
        put("c", true);
        skipper.result();
        put("d", true);

        assertThat(read(1)).isEqualTo("d");
    }

    @Test
    void skipEndsWithTheConnection() throws Exception {
        put("ab", false);
        pipe.end(null);
        pipe.skipMessage();
        assertThat(pipe.awaitMessage()).isFalse();
    }

    @Test
    void skipFailsWithALostConnection() {
        put("ab", false);
        pipe.end(lost());

        assertThatThrownBy(pipe::skipMessage).isInstanceOf(SocketClosedException.class);
    }

    @Test
    void streamOverThePipeFollowsTheContractOfInputStream() throws Exception {
        InputStream input = new PipeInput(pipe);
        put("a", true);

        assertThat(input.read(new byte[0])).isZero();
        assertThat(input.available()).isEqualTo(1);
    }
}
