package org.sluice.core.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sluice.api.WebErrorStatus;
import org.sluice.core.doubles.RecordingBrake;
import org.sluice.core.doubles.Worker;

class PipeInputTest {

    private final RecordingBrake brake = new RecordingBrake();
    private final BoundedPipe pipe = new BoundedPipe(brake, () -> Duration.ofSeconds(20));
    private final PipeInput input = new PipeInput(pipe);

    @Test
    void bytesAreUnsigned() throws Exception {
        pipe.put(ByteBuffer.wrap(new byte[] {0, (byte) 0xff}), true);
        pipe.end(null);

        assertThat(input.read()).isZero();
        assertThat(input.read()).isEqualTo(255);
        assertThat(input.read()).isEqualTo(-1);
    }

    @Test
    void wrongRangeIsRefusedAndAnEmptyOneDoesNotWait() throws Exception {
        assertThatThrownBy(() -> input.read(new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(input.read(new byte[2], 2, 0)).isZero();
    }

    @Test
    void bytesGoWhereTheyAreAskedFor() throws Exception {
        pipe.put(ByteBuffer.wrap(new byte[] {1, 2, 3}), false);
        byte[] into = new byte[4];

        assertThat(input.available()).isEqualTo(3);
        assertThat(input.read(into, 1, 2)).isEqualTo(2);
        assertThat(into).containsExactly(0, 1, 2, 0);
    }

    @Test
    void closeDiscardsWhatComesAndSaysSo() throws Exception {
        Worker<Integer> reader = Worker.start(input::read).awaitWaiting();

        input.close();

        assertThat(reader.failure()).isInstanceOf(IOException.class);
        assertThatThrownBy(input::read)
                .hasMessageStartingWith("The input stream was closed by this end")
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.OPERATION_CANCELED));
        assertThat(pipe.put(ByteBuffer.allocate((int) BoundedPipe.CAPACITY + 1), true))
                .isTrue();
        assertThat(input.available()).isZero();
        input.close();
    }
}
