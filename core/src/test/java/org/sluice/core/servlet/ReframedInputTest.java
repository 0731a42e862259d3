package org.sluice.core.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReframedInputTest {

    private final FakeServlets servlets = new FakeServlets();
    private final FakeWire wire = new FakeWire(servlets.body());
    private final ReframedInput input = new ReframedInput(wire.getInputStream());
    private final List<String> heard = new ArrayList<>();

    /** How much it reads in one call; as Tyrus does, it reads before it asks whether there is anything. */
    private int appetite = Integer.MAX_VALUE;

    private final class Tyrus implements ReadListener {

        @Override
        public void onDataAvailable() {
            byte[] bytes = new byte[Math.min(input.available(), appetite)];
            int count = input.read(bytes, 0, bytes.length);
            heard.add(HexFormat.of().formatHex(bytes, 0, count));
        }

        @Override
        public void onAllDataRead() {
            heard.add("end");
        }

        @Override
        public void onError(Throwable failure) {
            heard.add(String.valueOf(failure.getMessage()));
        }
    }

    private ReadListener listening() {
        input.setReadListener(new Tyrus());
        return Objects.requireNonNull(wire.listener);
    }

    private void receive(String hex) throws IOException {
        wire.received = new ByteArrayInputStream(HexFormat.of().parseHex(hex.replace(" ", "")));
        Objects.requireNonNull(wire.listener).onDataAvailable();
    }

    @Test
    void listenerReadsWholeUnmaskedFramesWhenTheyAreComplete() throws Exception {
        ReadListener container = listening();
        receive("81 83 01010101 60");
        assertThat(heard).isEmpty();

        receive("6362 8180");
        receive("00000000");
        container.onAllDataRead();

        assertThat(heard).containsExactly("8103616263", "8100", "end");
    }

    @Test
    void listenerThatReadsLittleIsCalledUntilItHasAll() throws Exception {
        appetite = 2;
        listening();

        receive("81 83 00000000 616263");

        assertThat(heard).containsExactly("8103", "6162", "63");
        assertThat(input.isReady()).isFalse();
    }

    @Test
    void listenerThatReadsNothingIsNotCalledForEver() throws Exception {
        appetite = 0;
        listening();

        receive("81 83 00000000 616263");

        assertThat(heard).containsExactly("");
    }

    @Test
    void brokenFrameIsOneThatTyrusRefuses() throws Exception {
        listening();

        receive("83 80");
        receive("00000000");

        assertThat(heard).containsExactly("0800");
    }

    @Test
    void errorIsPassedOn() {
        listening().onError(new IOException("reset"));

        assertThat(heard).containsExactly("reset");
    }

    @Test
    void nothingIsReadBetweenTheCalls() throws Exception {
        listening();

        assertThat(input.isReady()).isFalse();
        assertThat(input.available()).isZero();
        assertThat(input.read(new byte[0])).isZero();
        assertThatThrownBy(input::read).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> input.read(new byte[1])).isInstanceOf(IllegalStateException.class);
        assertThat(input.isFinished()).isFalse();
        wire.received = new ByteArrayInputStream(new byte[0]);
        assertThat(input.isFinished()).isTrue();
        input.close();
        assertThat(wire.inputClosed).isTrue();
    }

    @Test
    void singleBytesCanBeReadToo() throws Exception {
        List<Integer> read = new ArrayList<>();
        input.setReadListener(new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                while (input.isReady()) {
                    read.add(input.read());
                }
            }

            @Override
            public void onAllDataRead() {
                heard.add("end");
            }

            @Override
            public void onError(Throwable failure) {
                heard.add("error");
            }
        });

        receive("82 81 000000ff ff");
        receive("82 81 ff000000 00");

        assertThat(read).containsExactly(0x82, 1, 0xff, 0x82, 1, 0xff);
        assertThat(heard).isEmpty();
    }
}
