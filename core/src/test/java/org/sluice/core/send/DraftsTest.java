package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.core.send.Sends.over;
import static org.sluice.core.send.Sends.soon;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Threads;
import org.sluice.core.credit.CreditWindow;
import org.sluice.core.doubles.DraftDouble;
import org.sluice.core.doubles.ManualExecutor;
import org.sluice.core.doubles.PromptSinkDouble;
import org.sluice.core.doubles.RecordingSink.Frame;
import org.sluice.core.doubles.Worker;

/** The parts of a message are built in drafts of the sink, and each of them ends, whatever becomes of the message. */
class DraftsTest {

    private static final int PART = Outgoing.MAX_PART;

    private final PromptSinkDouble sink = new PromptSinkDouble();
    private final SendLane lane = new SendLane(sink, new ManualExecutor(), new RecordingListener());
    private volatile Duration timeout = Duration.ofSeconds(20);

    DraftsTest() {
        sink.lending = true;
    }

    private MessageOutput begin() {
        return new MessageOutput(lane, () -> timeout);
    }

    private static byte[] numbered(int size) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i * 31 + (i >> 8));
        }
        return content;
    }

    private byte[] received() {
        List<Frame> frames = sink.frames().frames();
        byte[] all = new byte[frames.stream().mapToInt(Frame::size).sum()];
        int at = 0;
        for (Frame frame : frames) {
            byte[] part = frame.payload().array();
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private void assertEachEnded(String how) {
        assertThat(sink.drafts)
                .isNotEmpty()
                .allSatisfy(draft -> assertThat(draft.ends).isNotEmpty().first().isEqualTo(how));
    }

    @Test
    void aLargeMessageIsBuiltInDraftsAndASmallOneIsNot() throws Exception {
        byte[] content = numbered(3 * PART + 5);
        try (MessageOutput message = begin()) {
            for (int from = 0; from < content.length; from += 8_000) {
                message.write(content, from, Math.min(8_000, content.length - from));
            }
        }
        assertThat(received()).isEqualTo(content);
        assertThat(sink.drafts).hasSize(4);
        assertEachEnded("sent");

        try (MessageOutput small = begin()) {
            small.write(numbered(1_000));
        }
        assertThat(sink.drafts).hasSize(4);
    }

    @Test
    void whereNoneIsLentTheMessageGoesOnWithoutThem() throws Exception {
        byte[] content = numbered(4 * PART);
        try (MessageOutput message = begin()) {
            message.write(content, 0, PART + 1);
            sink.lending = false;
            message.write(content, PART + 1, 2 * PART);
            sink.lending = true;
            message.write(content, 3 * PART + 1, PART - 1);
        }

        assertThat(received()).isEqualTo(content);
        assertEachEnded("sent");
    }

    @Test
    void chunksAreBuiltInDraftsToo() throws Exception {
        byte[] content = numbered(50_000);
        try (MessageOutput message = MessageOutput.inChunks(lane, () -> timeout, 20_000)) {
            message.write(content);
        }

        assertThat(received()).isEqualTo(content);
        assertThat(sink.frames().frames()).extracting(Frame::size).containsExactly(20_000, 20_000, 10_000, 0);
        assertEachEnded("sent");
    }

    @Test
    void whatWaitsWhenTheLaneEndsIsDropped() throws Exception {
        sink.fill();
        MessageOutput message = begin();
        message.write(new byte[3 * PART]);
        assertThat(sink.drafts).hasSize(3);

        lane.fail(new IOException("lost"));
        assertThatThrownBy(() -> message.write(new byte[1])).isInstanceOf(IOException.class);
        sink.makeRoom();

        assertEachEnded("dropped");
        assertThat(sink.frames().frames()).isEmpty();
    }

    @Test
    void aPartThatIsNotTakenInTimeIsDropped() throws Exception {
        sink.fill();
        MessageOutput message = begin();
        message.write(new byte[4 * PART]);
        timeout = Duration.ofMillis(1);

        assertThatThrownBy(() -> message.write(new byte[2 * PART])).isInstanceOf(IOException.class);

        assertThat(sink.drafts).hasSize(5);
        assertEachEnded("dropped");
    }

    @Test
    void aPartWhoseSenderIsInterruptedIsDropped() throws Exception {
        sink.fill();
        MessageOutput message = begin();
        message.write(new byte[4 * PART]);
        Worker<String> sender =
                Worker.run(() -> message.write(new byte[2 * PART])).awaitWaiting();

        sender.interrupt();

        assertThat(sender.failure()).isInstanceOf(IOException.class);
        assertEachEnded("dropped");
    }

    @Test
    void aMessageThatIsTakenBackInTimeIsDropped() throws Exception {
        sink.fill();
        DraftDouble draft = new DraftDouble();
        Outgoing unit = Outgoing.draft(draft, 3, true, true);
        lane.submit(unit, soon());

        assertThatThrownBy(() -> lane.await(unit, over())).isInstanceOf(IOException.class);
        sink.makeRoom();

        assertThat(draft.ends).containsExactly("dropped");
        assertThat(sink.frames().frames()).isEmpty();
    }

    @Test
    void whatWouldWaitForCreditWhenTheLaneClosesIsDropped() throws Exception {
        lane.heed(new CreditWindow(64 * 1024));
        MessageOutput message = MessageOutput.inChunks(lane, () -> timeout, 32 * 1024);
        message.write(new byte[4 * 32 * 1024]);

        lane.submitCloseNow(Outgoing.close(1000, ""), new IOException("closed"));

        assertThat(sink.drafts).hasSize(4);
        assertThat(sink.drafts.subList(0, 2))
                .allSatisfy(draft -> assertThat(draft.ends).containsExactly("sent"));
        assertThat(sink.drafts.get(2).ends).containsExactly("dropped");
        assertThatThrownBy(message::close).isInstanceOf(IOException.class);
        assertThat(sink.drafts.get(3).ends).containsExactly("dropped");
    }

    @Test
    void aPartThatTheSinkRefusesIsNotSentAgain() throws Exception {
        sink.frames().failWith(new IOException("broken"));
        MessageOutput message = begin();

        assertThatThrownBy(() -> {
                    message.write(new byte[2 * PART]);
                    message.close();
                })
                .isInstanceOf(IOException.class);

        assertThat(sink.drafts).allSatisfy(draft -> assertThat(draft.ends).isNotEmpty());
        assertThat(sink.frames().frames()).isEmpty();
    }

    @Test
    void manyThreadsThatSendDraftsEndEach() throws Exception {
        SendLane shared = new SendLane(sink, Threads.shared(), new RecordingListener());
        AtomicBoolean over = new AtomicBoolean();
        Worker<String> selector = Worker.run(() -> {
            while (!over.get()) {
                sink.fill();
                sink.makeRoom();
            }
        });
        List<Worker<String>> senders = List.of(sender(shared), sender(shared), sender(shared));
        for (Worker<String> sender : senders) {
            sender.result();
        }
        over.set(true);
        selector.result();
        sink.makeRoom();

        assertThat(received()).hasSize(3 * 20 * (2 * PART + 1));
        assertEachEnded("sent");
    }

    private Worker<String> sender(SendLane shared) {
        return Worker.run(() -> {
            for (int i = 0; i < 20; i++) {
                try (MessageOutput message = new MessageOutput(shared, () -> Duration.ofSeconds(20))) {
                    message.write(new byte[2 * PART + 1]);
                }
            }
        });
    }

    @Test
    void aUnitWithADraftEndsAtItsDeadline() throws Exception {
        sink.fill();
        DraftDouble draft = new DraftDouble();
        Outgoing unit = Outgoing.draft(draft, 1, true, true);
        lane.submit(unit, soon());

        lane.watch(unit, Deadline.in(Duration.ofMillis(1)));

        assertThatThrownBy(() -> unit.done().get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        assertThat(draft.ends).containsExactly("dropped");
    }
}
