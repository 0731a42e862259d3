package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.sluice.core.send.Sends.soon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.Message;
import org.sluice.core.common.Cork;
import org.sluice.core.common.SerialExecutor;
import org.sluice.core.doubles.ManualExecutor;
import org.sluice.core.doubles.PromptSinkDouble;
import org.sluice.core.doubles.RecordingSink;
import org.sluice.core.port.ClosingException;

class SharedUnitTest {

    private static final int LARGE = 2 * Outgoing.MAX_FRAME + 1;

    private static SendLane lane(PromptSinkDouble sink) {
        return new SendLane(sink, new ManualExecutor(), new RecordingListener());
    }

    private static void send(SendLane lane, Message message) throws Exception {
        Outgoing unit = Outgoing.shared(message);
        lane.submit(unit, soon());
        lane.await(unit, soon());
    }

    @Test
    void allConnectionsThatShareGetTheSameFrames() throws Exception {
        Message message = Message.binary(ByteBuffer.allocate(LARGE));
        List<PromptSinkDouble> sinks = List.of(new PromptSinkDouble(), new PromptSinkDouble(), new PromptSinkDouble());
        for (PromptSinkDouble sink : sinks) {
            sink.sharing = true;
            send(lane(sink), message);
        }

        assertThat(sinks.get(0).shared).hasSize(3);
        for (PromptSinkDouble sink : sinks) {
            assertThat(sink.shared)
                    .usingElementComparator((a, b) -> a == b ? 0 : 1)
                    .containsExactlyElementsOf(sinks.get(0).shared);
            assertThat(sink.frames().frames())
                    .extracting(RecordingSink.Frame::last)
                    .containsExactly(false, false, true);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageIsTheSameWhetherItsFramesAreSharedOrNot(boolean sharing) throws Exception {
        PromptSinkDouble sink = new PromptSinkDouble();
        sink.sharing = sharing;
        SendLane lane = lane(sink);
        send(lane, Message.text("text \u00e9"));
        send(lane, Message.text(""));
        send(lane, Message.binary(ByteBuffer.wrap(new byte[] {'b', 'c'})));

        assertThat(sink.frames().sent()).containsExactly("text:text \u00e9", "text:", "binary:bc");
        assertThat(sink.shared).hasSize(sharing ? 3 : 0);
    }

    @Test
    void aSinkThatStartsOrEndsToShareDoesSoBetweenMessages() throws Exception {
        PromptSinkDouble sink = new PromptSinkDouble();
        List<Outgoing> units = new ArrayList<>();
        for (boolean sharing : new boolean[] {true, false}) {
            sink.sharing = sharing;
            Outgoing unit = Outgoing.shared(Message.binary(ByteBuffer.allocate(LARGE)));
            units.add(unit);
            assertThat(unit.writeNext(sink)).isFalse();
            sink.sharing = !sharing;
            assertThat(unit.writeNext(sink)).isFalse();
            assertThat(unit.writeNext(sink)).isTrue();
        }

        assertThat(sink.shared).as("the first message alone").hasSize(3);
        assertThat(sink.frames().frames()).hasSize(6);
        assertThat(units).allMatch(unit -> unit.size() == LARGE);
    }

    @Test
    void aSinkThatBlocksGetsTextAsTextAndBytesAsBytes() throws Exception {
        RecordingSink sink = new RecordingSink();
        Outgoing text = Outgoing.shared(Message.text("\u00e9"));
        Outgoing binary = Outgoing.shared(Message.binary(ByteBuffer.wrap(new byte[] {'b'})));

        assertThat(text.writeNext(sink)).isTrue();
        assertThat(binary.writeNext(sink)).isTrue();

        assertThat(sink.sent()).containsExactly("text:\u00e9", "binary:b");
        assertThat(text.size()).isEqualTo(2);
    }

    // A message with which nothing else goes.

    private final PromptSinkDouble sharing = new PromptSinkDouble();
    private final RecordingListener listener = new RecordingListener();
    private final ManualExecutor executor = new ManualExecutor();
    private final SendLane lane = new SendLane(sharing, executor, listener);

    private Outgoing submit(Message message) throws Exception {
        sharing.sharing = true;
        Outgoing unit = Outgoing.shared(message);
        lane.submit(unit, soon());
        return unit;
    }

    @Test
    void aLoneOneIsHandedInAndFlushedWithOneCall() throws Exception {
        Outgoing unit = submit(Message.text("news"));

        assertThat(sharing.atOnce).hasValue(1);
        assertThat(sharing.events).containsExactly("text:news", "flush");
        assertThat(unit.done()).isCompletedWithValue(null);
        assertThat(unit.isAccepted()).isTrue();
        assertThat(listener.messages).hasValue(1);
        assertThat(listener.bytes).hasValue(4);
    }

    @Test
    void whatTheSystemDoesNotTakeAtOnceIsSentWhenItSaysSo() throws Exception {
        sharing.holdSent();
        Outgoing unit = submit(Message.text("news"));
        assertThat(sharing.events).containsExactly("text:news", "flush");
        assertThat(unit.done()).isNotDone();

        sharing.land();

        assertThat(unit.done()).isCompletedWithValue(null);
        assertThat(listener.messages).hasValue(1);
    }

    @Test
    void oneThatNobodyWaitsForAndTheSystemDoesNotTakeTimesOut() throws Exception {
        sharing.sharing = true;
        sharing.holdSent();
        Outgoing unit = Outgoing.shared(Message.text("news"))
                .unattended(Duration.ofMillis(1).toNanos());
        lane.submit(unit, soon());

        await().until(() -> unit.done().isCompletedExceptionally());
    }

    @Test
    void ofWhatIsHeldBackForOthersNoneIsAlone() {
        SerialExecutor callbacks = new SerialExecutor(executor);
        for (String text : List.of("first", "second")) {
            callbacks.execute(
                    () -> assertThatCode(() -> submit(Message.text(text))).doesNotThrowAnyException());
        }

        new Cork().during(executor::runNext);

        assertThat(sharing.events).containsExactly("text:first", "text:second", "flush");
        assertThat(sharing.atOnce).hasValue(0);
    }

    @Test
    void oneOfSeveralFramesIsFlushedWhenAllAreThere() throws Exception {
        Outgoing unit = submit(Message.binary(ByteBuffer.allocate(LARGE)));

        assertThat(sharing.atOnce).hasValue(0);
        assertThat(sharing.shared).hasSize(3);
        assertThat(unit.done()).isCompletedWithValue(null);
    }

    @Test
    void oneThatComesBehindACloseFrameWaitsForTheEnd() throws Exception {
        sharing.frames().failWith(new ClosingException(null));
        Outgoing unit = submit(Message.text("late"));
        assertThat(unit.done()).isNotDone();
        assertThat(listener.failures).isEmpty();
        assertThat(listener.messages).hasValue(0);

        lane.fail(new IOException("closed with 4001"));

        assertThat(unit.done()).isCompletedExceptionally();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatIsRefusedOrNotWrittenFailsTheLane(boolean refused) throws Exception {
        IOException broken = new IOException("Broken pipe");
        if (refused) {
            sharing.frames().failWith(broken);
        } else {
            sharing.failFlushWith(broken);
        }
        Outgoing unit = submit(Message.text("lost"));

        assertThat(unit.done()).isCompletedExceptionally();
        assertThat(listener.failures).containsExactly(broken);
        assertThat(lane.hasEnded()).isTrue();
    }
}
