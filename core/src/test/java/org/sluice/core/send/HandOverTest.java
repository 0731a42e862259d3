package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sluice.core.send.Sends.soon;
import static org.sluice.core.send.Sends.text;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Threads;
import org.sluice.core.credit.CreditWindow;
import org.sluice.core.doubles.ManualExecutor;
import org.sluice.core.doubles.PromptSinkDouble;
import org.sluice.core.doubles.RecordingSink.Frame;
import org.sluice.core.doubles.Worker;

/** Who tells that there is room leaves the writing to a sender that waits for it, and no end of that wait loses it. */
class HandOverTest {

    private static final int QUARTER = (int) SendLane.CAPACITY / 4;

    private final PromptSinkDouble sink = new PromptSinkDouble();
    private final ManualExecutor executor = new ManualExecutor();
    private final RecordingListener listener = new RecordingListener();
    private final SendLane lane = new SendLane(sink, executor, listener);
    private final ExecutorService selector = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        selector.shutdownNow();
    }

    private void fillTheQueue() throws IOException {
        sink.fill();
        for (int i = 0; i < 4; i++) {
            lane.submit(Sends.bytes(QUARTER), soon());
        }
    }

    private Worker<Thread> senderThatWaits(Deadline deadline) {
        return Worker.start(() -> {
                    lane.submit(Sends.bytes(QUARTER), deadline);
                    return Thread.currentThread();
                })
                .awaitWaiting();
    }

    @Test
    void aSenderThatWaitsWritesWhatIsThere() throws Exception {
        fillTheQueue();
        Worker<Thread> sender = senderThatWaits(soon());

        selector.submit(sink::makeRoom).get();
        Thread thread = sender.result();

        assertThat(sink.threads).hasSize(5).containsOnly(thread);
        assertThat(executor.waiting()).isZero();
    }

    @Test
    void whereNobodyWaitsTheOneThatTellsWrites() throws Exception {
        fillTheQueue();

        Thread teller = selector.submit(() -> {
                    sink.makeRoom();
                    return Thread.currentThread();
                })
                .get();

        assertThat(sink.threads).hasSize(4).containsOnly(teller);
    }

    @Test
    void aSenderThatWaitsForTheTurnOnlyIsLeftAlone() throws Exception {
        MessageOutput open = new MessageOutput(lane, () -> Duration.ofSeconds(20));
        open.write(1);
        open.flush();
        sink.fill();
        Worker<String> waits =
                Worker.run(() -> lane.submit(text("later"), soon())).awaitWaiting();
        lane.submitControl(Outgoing.ping(Sends.bytes("p")));

        sink.makeRoom();
        assertThat(sink.events).anyMatch(event -> event.startsWith("ping"));
        open.close();
        waits.result();

        assertThat(sink.frames().sent()).endsWith("text:later");
    }

    @Test
    void aGrantLeavesTheWritingToASenderThatWaits() throws Exception {
        lane.heed(new CreditWindow(2 * QUARTER));
        for (int i = 0; i < 6; i++) {
            lane.submit(Sends.bytes(QUARTER), soon());
        }
        assertThat(sink.frames().frames()).hasSize(2);
        Worker<Thread> sender = senderThatWaits(soon());

        selector.submit(() -> lane.granted(20L * QUARTER)).get();
        Thread thread = sender.result();

        assertThat(sink.threads.subList(2, 7)).containsOnly(thread);
    }

    /** The wait ends at about the time at which there is room: whoever is first, all that was taken is sent. */
    @Test
    void noEndOfAWaitLosesTheWriting() throws Exception {
        for (int round = 0; round < 60; round++) {
            fillTheQueue();
            int before = sink.frames().frames().size();
            boolean late = round % 3 == 0;
            boolean interrupted = round % 3 == 1;
            Deadline deadline = late ? Deadline.in(Duration.ofMillis(round % 5)) : soon();
            Worker<Boolean> sender = Worker.start(() -> {
                try {
                    lane.submit(Sends.bytes(QUARTER), deadline);
                    return true;
                } catch (IOException e) {
                    return false;
                }
            });
            if (!late && round % 2 == 0) {
                sender.awaitWaiting();
            }
            if (interrupted) {
                sender.interrupt();
            }
            selector.submit(sink::makeRoom).get();
            boolean taken = sender.result();
            lane.submit(text("last"), soon());

            assertThat(sink.frames().frames().size() - before)
                    .as("round %s", round)
                    .isEqualTo(taken ? 6 : 5);
            assertThat(taken || late || interrupted).isTrue();
            assertThat(sink.frames().sent()).endsWith("text:last");
        }
        assertThat(listener.failures).isEmpty();
    }

    @Test
    void anEndOfTheLaneEndsTheWaitAndLeavesNothing() throws Exception {
        fillTheQueue();
        Worker<Thread> sender = senderThatWaits(soon());

        lane.fail(new IOException("lost"));
        sink.makeRoom();

        assertThat(sender.failure()).hasMessageContaining("lost");
        assertThat(sink.frames().frames()).isEmpty();
        assertThat(executor.waiting()).isZero();
    }

    @Test
    void aWriterOnAnotherThreadLeavesTheRestToASenderThatWaits() throws Exception {
        SendLane other = new SendLane(sink, Threads.shared(), listener);
        AtomicBoolean over = new AtomicBoolean();
        Worker<String> filling = Worker.run(() -> {
            while (!over.get()) {
                sink.fill();
                selector.submit(sink::makeRoom).get();
            }
        });
        Worker<String> sender = Worker.run(() -> {
            for (int i = 0; i < 200; i++) {
                other.submit(Sends.bytes(QUARTER), soon());
            }
        });

        sender.result();
        over.set(true);
        filling.result();
        sink.makeRoom();

        await().until(() -> sink.frames().frames().size() == 200);
        assertThat(sink.frames().frames())
                .allSatisfy(frame -> assertThat(frame).extracting(Frame::size).isEqualTo(QUARTER));
    }
}
