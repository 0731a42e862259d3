package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.core.send.Sends.soon;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.Message;
import org.sluice.core.doubles.ManualExecutor;
import org.sluice.core.doubles.PromptSinkDouble;
import org.sluice.core.doubles.RecordingSink;

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
}
