package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.core.send.Sends.soon;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.core.common.ByteArrays;
import org.sluice.core.common.Threads;
import org.sluice.core.doubles.ManualExecutor;
import org.sluice.core.doubles.PromptSinkDouble;
import org.sluice.core.doubles.RecordingSink;
import org.sluice.core.doubles.RecordingSink.Frame;
import org.sluice.core.doubles.Worker;

/** Arrays of {@link ByteArrays} go back once the sink has copied them, and not before. */
class LentArraysTest {

    /** More than are ever kept. */
    private static final int MANY = 128;

    private final PromptSinkDouble sink = new PromptSinkDouble();
    private final SendLane lane = new SendLane(sink, new ManualExecutor(), new RecordingListener());

    @BeforeEach
    void takeWhatOthersLeft() {
        assertThat(takeAll()).hasSize(MANY);
    }

    private static List<byte[]> takeAll() {
        return Stream.generate(ByteArrays::take).limit(MANY).toList();
    }

    /** How often the array was given back; all that are kept are taken. */
    private static long timesBack(byte[] array) {
        return takeAll().stream().filter(taken -> taken == array).count();
    }

    private static byte[] filled(int with) {
        byte[] array = ByteArrays.take();
        Arrays.fill(array, (byte) with);
        return array;
    }

    @Test
    void onlyTheFirstBytesAreSentAndTheArrayGoesBackOnce() throws Exception {
        byte[] lent = filled('a');
        lane.submit(Outgoing.lent(lent, 3, true, true), soon());

        assertThat(sink.frames().sent()).containsExactly("binary:aaa");
        assertThat(timesBack(lent)).isOne();
    }

    @Test
    void whileASinkHasEnoughNoArrayGoesBack() throws Exception {
        byte[] lent = filled('a');
        sink.fill();
        lane.submit(Outgoing.lent(lent, 3, true, true), soon());
        assertThat(timesBack(lent)).isZero();

        sink.makeRoom();

        assertThat(sink.frames().sent()).containsExactly("binary:aaa");
        assertThat(timesBack(lent)).isOne();
    }

    @Test
    void theArrayOfAUnitThatIsLostIsLeftToTheCollector() throws Exception {
        byte[] lent = filled('a');
        sink.fill();
        Outgoing unit = Outgoing.lent(lent, 3, true, true);
        lane.submit(unit, soon());
        lane.fail(new IOException("lost"));
        sink.makeRoom();

        assertThat(unit.done()).isCompletedExceptionally();
        assertThat(timesBack(lent)).isZero();
    }

    @Test
    void aSinkThatMayStillReadAnArrayKeepsIt() throws Exception {
        RecordingSink blocking = new RecordingSink();
        SendLane other = new SendLane(blocking, Threads.shared(), new RecordingListener());
        byte[] lent = filled('a');
        Outgoing unit = Outgoing.lent(lent, 3, true, true);
        other.submit(unit, soon());
        unit.done().join();

        assertThat(blocking.sent()).containsExactly("binary:aaa");
        assertThat(timesBack(lent)).isZero();
    }

    @Test
    void manyMessagesOfManyThreadsKeepTheirContent() throws Exception {
        AtomicInteger names = new AtomicInteger();
        SendLane shared = new SendLane(sink, Threads.shared(), new RecordingListener());
        List<Worker<Integer>> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            workers.add(Worker.start(() -> {
                int name = names.incrementAndGet();
                for (int message = 0; message < 100; message++) {
                    send(shared, name, 20_000 + message * 1_000);
                }
                return name;
            }));
        }
        for (Worker<Integer> worker : workers) {
            assertThat(worker.result()).isBetween(1, 4);
        }

        int expected = 0;
        for (int message = 0; message < 100; message++) {
            expected += 4 * (20_000 + message * 1_000);
        }
        List<Frame> frames = sink.frames().frames();
        assertThat(frames.stream().mapToInt(Frame::size).sum()).isEqualTo(expected);
        assertThat(frames).allSatisfy(frame -> {
            byte[] content = frame.payload().array();
            byte[] same = new byte[content.length];
            Arrays.fill(same, content[0]);
            assertThat(content).isEqualTo(same);
        });
        Set<byte[]> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(takeAll());
        assertThat(kept).hasSize(MANY);
    }

    @Test
    void anEndedMessageDoesNotTouchItsArrayAgain() throws Exception {
        MessageOutput message = new MessageOutput(lane, () -> Duration.ofSeconds(20));
        message.write(new byte[40_000]);
        message.close();
        byte[] next = filled('b');

        assertThatThrownBy(() -> message.write(new byte[40_000])).isInstanceOf(IOException.class);
        message.close();

        assertThat(next).containsOnly('b');
        assertThat(timesBack(next)).isZero();
    }

    private static void send(SendLane lane, int name, int size) throws IOException {
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) name);
        try (MessageOutput message = new MessageOutput(lane, () -> Duration.ofSeconds(20))) {
            message.write(content);
        }
    }
}
