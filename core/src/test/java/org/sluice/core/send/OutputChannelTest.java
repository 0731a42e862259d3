package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.core.common.Threads;
import org.sluice.core.doubles.PromptSinkDouble;
import org.sluice.core.doubles.RecordingSink;
import org.sluice.core.doubles.RecordingSink.Frame;
import org.sluice.core.doubles.Worker;

class OutputChannelTest {

    enum Kind {
        ARRAY,
        READ_ONLY,
        DIRECT;

        /** The text between other bytes. */
        ByteBuffer of(String text) {
            byte[] bytes = ("<<" + text + ">").getBytes(StandardCharsets.US_ASCII);
            ByteBuffer all =
                    this == DIRECT ? ByteBuffer.allocateDirect(bytes.length) : ByteBuffer.allocate(bytes.length);
            all.put(bytes).flip().position(2).limit(bytes.length - 1);
            return this == READ_ONLY ? all.asReadOnlyBuffer() : all;
        }
    }

    private final RecordingSink sink = new RecordingSink();
    private final SendLane lane = new SendLane(sink, Threads.shared(), new RecordingListener());
    private final FlushingOutput output = new FlushingOutput(
            () -> new MessageOutput(lane, () -> Duration.ofSeconds(20)), () -> Duration.ofSeconds(20));
    private final OutputChannel channel = new OutputChannel(output);

    @ParameterizedTest
    @EnumSource
    void itTakesWhatIsBetweenPositionAndLimit(Kind kind) throws Exception {
        ByteBuffer from = kind.of("abc");

        assertThat(channel.write(from)).isEqualTo(3);

        assertThat(from.position()).isEqualTo(5);
        assertThat(from.limit()).isEqualTo(5);
        assertThat(channel.write(from)).as("nothing left").isZero();
        output.flush();
        assertThat(sink.sent()).containsExactly("binary:abc");
    }

    @ParameterizedTest
    @EnumSource
    void oneLargeBufferLeavesInThePartsOfTheStream(Kind kind) throws Exception {
        int size = 2 * Outgoing.MAX_PART + 5;

        assertThat(channel.write(kind.of("x".repeat(size)))).isEqualTo(size);
        output.flush();

        assertThat(sink.frames()).extracting(Frame::size).containsExactly(Outgoing.MAX_PART, Outgoing.MAX_PART, 5);
    }

    @ParameterizedTest
    @EnumSource
    void itIsCopiedIntoTheDraftsOfTheSink(Kind kind) throws Exception {
        PromptSinkDouble lending = new PromptSinkDouble();
        lending.lending = true;
        SendLane prompt = new SendLane(lending, Threads.shared(), new RecordingListener());
        String text = "0123456789".repeat(Outgoing.MAX_PART / 8);
        try (OutputChannel to = new OutputChannel(new FlushingOutput(
                () -> new MessageOutput(prompt, () -> Duration.ofSeconds(20)), () -> Duration.ofSeconds(20)))) {
            to.write(kind.of(text));
        }

        assertThat(lending.drafts).isNotEmpty();
        assertThat(String.join(
                        "", lending.frames().frames().stream().map(Frame::text).toList()))
                .isEqualTo(text);
    }

    @Test
    void closingItEndsTheMessageAndClosesTheStream() throws Exception {
        channel.write(ByteBuffer.wrap(new byte[] {'a'}));
        assertThat(channel.isOpen()).isTrue();
        channel.close();
        channel.close();

        assertThat(channel.isOpen()).isFalse();
        assertThat(sink.sent()).containsExactly("binary:a");
        assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> output.write(1)).isInstanceOf(IOException.class);
    }

    @Test
    void whereItFailsTheBufferIsAsItWas() throws Exception {
        output.close();
        ByteBuffer from = Kind.ARRAY.of("abc");

        assertThatThrownBy(() -> channel.write(from))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
        assertThat(from.position()).isEqualTo(2);
        assertThat(from.limit()).isEqualTo(5);
    }

    @Test
    void anInterruptLeavesTheChannelOpen() throws Exception {
        Worker<String> writer = Worker.run(() -> {
            Thread.currentThread().interrupt();
            channel.write(Kind.ARRAY.of("abc"));
        });
        writer.result();

        assertThat(channel.isOpen()).isTrue();
        channel.write(Kind.ARRAY.of("def"));
        output.flush();
        assertThat(sink.sent()).containsExactly("binary:abcdef");
    }
}
