package org.sluice.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that loses or changes a byte has no figure. The servers of idle connections and broadcasts are tried with real ones. */
class CheckedBytesTest {

    private static final UnaryOperator<byte[]> FAITHFUL = UnaryOperator.identity();
    private static final Duration SHORT = Duration.ofMillis(20);

    /** Changes the last bit of the third delivery, the first in which there is payload for every workload. */
    private static UnaryOperator<byte[]> changing() {
        AtomicInteger deliveries = new AtomicInteger();
        return bytes -> {
            byte[] copy = bytes.clone();
            if (deliveries.incrementAndGet() == 3) {
                copy[copy.length - 1] = (byte) (copy[copy.length - 1] ^ 1);
            }
            return copy;
        };
    }

    private static Outcome run(String workload, UnaryOperator<byte[]> toServer, UnaryOperator<byte[]> toClient)
            throws IOException, InterruptedException {
        List<Workload> all = Workloads.all(10);
        try (FakeClient client = new FakeClient(toServer, toClient);
                Task task = Task.of(Workloads.of(workload, all), client, URI.create("ws://nowhere"))) {
            return task.run(SHORT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"upload-1k", "upload-64k", "download-8k"})
    void aFaithfulStreamHasAFigure(String workload) throws Exception {
        assertThat(run(workload, FAITHFUL, FAITHFUL).bytes()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"upload-8k", "download-1k"})
    void aStreamTakesTheTimeThatItHas(String workload) throws Exception {
        long began = System.nanoTime();

        run(workload, FAITHFUL, FAITHFUL);

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(SHORT.multipliedBy(3).dividedBy(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo-64", "pipelined-64", "pipelined-1k", "connect"})
    void faithfulMessagesHaveAFigure(String workload) throws Exception {
        assertThat(run(workload, FAITHFUL, FAITHFUL).messages()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"upload-1k", "upload-64k"})
    void oneBitChangedOnTheWayUpIsSeen(String workload) {
        assertThatThrownBy(() -> run(workload, changing(), FAITHFUL))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other bytes arrived");
    }

    @ParameterizedTest
    @ValueSource(strings = {"download-1k", "download-64k"})
    void oneBitChangedOnTheWayDownIsSeen(String workload) {
        assertThatThrownBy(() -> run(workload, FAITHFUL, changing()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other bytes arrived");
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo-64", "pipelined-64", "pipelined-1k", "connect"})
    void oneBitChangedInAMessageIsSeen(String workload) {
        assertThatThrownBy(() -> run(workload, changing(), FAITHFUL))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("came back changed");
    }
}
