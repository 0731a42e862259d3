package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.core.send.Sends.bytes;
import static org.sluice.core.send.Sends.part;
import static org.sluice.core.send.Sends.soon;
import static org.sluice.core.send.Sends.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageType;
import org.sluice.core.common.Threads;
import org.sluice.core.doubles.Gate;
import org.sluice.core.doubles.RecordingSink;
import org.sluice.core.doubles.Worker;

class FrameWiseTest {

    private final RecordingSink sink = new RecordingSink();
    private final RecordingListener listener = new RecordingListener();
    private final SendLane lane = new SendLane(sink, Threads.shared(), listener);
    private volatile Duration timeout = Duration.ofSeconds(20);
    private final FrameWise frames = new FrameWise(() -> lane, () -> MessageType.BINARY, () -> timeout);

    @Test
    void eachCallIsAFrame() throws Exception {
        ByteBuffer data = Sends.bytes("a");
        frames.send(data, false);
        frames.send(Sends.bytes(""), false);
        frames.send(Sends.bytes("b"), true);
        frames.send(Sends.bytes("c"), true);

        assertThat(data.remaining()).isEqualTo(1);
        assertThat(sink.sent()).containsExactly("binary:a+", "binary:+", "binary:b", "binary:c");
        assertThat(listener.messages).hasValue(2);
    }

    @Test
    void otherMessagesWaitForTheLastFrame() throws Exception {
        frames.send(Sends.bytes("a"), false);
        Worker<String> other =
                Worker.run(() -> lane.submit(text("other"), soon())).awaitWaiting();
        frames.send(Sends.bytes("b"), true);

        other.result();
        assertThat(sink.awaitFrames(3).sent()).containsExactly("binary:a+", "binary:b", "text:other");
    }

    @Test
    void firstFrameThatCannotGoLeavesTheConnectionAsItIs() throws Exception {
        lane.firstPart(part("x", false), soon());
        timeout = Duration.ofMillis(1);
        assertThatThrownBy(() -> frames.send(Sends.bytes("late"), false)).isInstanceOf(IOException.class);
        lane.part(part("y", true), soon());
        timeout = Duration.ofSeconds(20);

        frames.send(Sends.bytes("a"), true);

        assertThat(sink.sent()).containsExactly("binary:x+", "binary:y", "binary:a");
        assertThat(listener.failures).isEmpty();
    }

    @Test
    void laterFrameThatCannotGoCutsTheConnection() throws Exception {
        frames.send(Sends.bytes("a"), false);
        Gate gate = sink.hold();
        timeout = Duration.ofMillis(1);

        assertThatThrownBy(() -> frames.send(Sends.bytes("b"), false)).isInstanceOf(IOException.class);

        assertThat(listener.failures).hasSize(1);
        assertThatThrownBy(() -> frames.send(Sends.bytes("c"), true)).isInstanceOf(IOException.class);
        gate.open();
        assertThatThrownBy(() -> lane.submit(bytes(1), soon())).isInstanceOf(IOException.class);
    }

    @Test
    void socketThatIsNotConnectedSaysSo() {
        FrameWise early = new FrameWise(
                () -> {
                    throw new IllegalStateException("not connected");
                },
                () -> MessageType.BINARY,
                () -> timeout);

        assertThatThrownBy(() -> early.send(Sends.bytes("a"), true)).hasMessage("not connected");
    }
}
