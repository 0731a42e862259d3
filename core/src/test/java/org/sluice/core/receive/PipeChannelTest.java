package org.sluice.core.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.doubles.RecordingBrake;

class PipeChannelTest {

    private final RecordingBrake brake = new RecordingBrake();
    private final BoundedPipe pipe = new BoundedPipe(brake, () -> Duration.ofSeconds(20));
    private final PipeChannel channel = new PipeChannel(pipe);

    private boolean put(String text) {
        return pipe.put(StandardCharsets.US_ASCII.encode(text), false);
    }

    private static String behind(int start, ByteBuffer read) {
        return StandardCharsets.US_ASCII
                .decode(read.duplicate().flip().position(start))
                .toString();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itReadsWhatIsThereUpToTheLimit(boolean direct) throws IOException {
        ByteBuffer into = (direct ? ByteBuffer.allocateDirect(10) : ByteBuffer.allocate(10)).limit(8);
        into.position(2);
        put("abcdefgh");

        assertThat(channel.read(into)).isEqualTo(6);

        assertThat(behind(2, into)).isEqualTo("abcdef");
        assertThat(into.limit()).isEqualTo(8);
        assertThat(channel.read(into)).as("no room").isZero();
        into.clear();
        assertThat(channel.read(into)).isEqualTo(2);
        assertThat(behind(0, into)).isEqualTo("gh");
    }

    @Test
    void thePortReceivesStraightIntoIt() throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(10).position(1);
        brake.onPullInto(place -> {
            Objects.requireNonNull(place).put("abc".getBytes(StandardCharsets.US_ASCII));
            assertThat(pipe.put(place.flip().position(1), false)).isTrue();
            put("de");
            return true;
        });

        assertThat(channel.read(into)).isEqualTo(5);

        assertThat(behind(1, into)).isEqualTo("abcde");
        assertThat(pipe.held()).isZero();
    }

    @Test
    void whatAnotherThreadPutInMeanwhileComesFirst() throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(10);
        brake.onPullInto(place -> {
            Objects.requireNonNull(place).put("cd".getBytes(StandardCharsets.US_ASCII));
            Thread selector = new Thread(() -> put("ab"));
            selector.start();
            try {
                selector.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return pipe.put(place.flip(), false);
        });

        assertThat(channel.read(into)).isEqualTo(4);

        assertThat(behind(0, into)).isEqualTo("abcd");
    }

    @Test
    void theEndOfTheStreamIsMinusOne() throws IOException {
        pipe.end(null);

        assertThat(channel.read(ByteBuffer.allocateDirect(1))).isEqualTo(-1);
    }

    @Test
    void closingItClosesTheStream() {
        put("ab");
        assertThat(channel.isOpen()).isTrue();
        channel.close();
        channel.close();

        assertThat(channel.isOpen()).isFalse();
        assertThat(pipe.held()).isZero();
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> new PipeInput(pipe).read()).isInstanceOf(IOException.class);
    }

    @Test
    void aBufferThatCannotBeWrittenIsRefused() {
        put("ab");
        ByteBuffer into = ByteBuffer.allocate(2).asReadOnlyBuffer();

        assertThatThrownBy(() -> channel.read(into))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("read-only");
        assertThat(pipe.held()).isEqualTo(2);
    }
}
