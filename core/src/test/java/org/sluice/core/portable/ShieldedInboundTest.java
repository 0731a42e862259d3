package org.sluice.core.portable;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.RecordingInbound;
import org.sluice.core.port.Inbound;

class ShieldedInboundTest {

    private final RecordingInbound inbound = new RecordingInbound();

    @Test
    void everythingIsPassedOn() {
        ShieldedInbound shielded = new ShieldedInbound(inbound);
        assertThat(shielded.text("a", true)).isTrue();
        inbound.pausing = true;
        assertThat(shielded.binary(ByteBuffer.allocate(2), false)).isFalse();
        shielded.pong(ByteBuffer.allocate(0));
        shielded.stalled(Duration.ZERO);
        shielded.failed(1002, "");
        shielded.closed(1000, "", null);

        assertThat(inbound.events)
                .containsExactly("text:a", "binary:2+", "pong:", "stalled:PT0S", "failed:1002", "closed:1000:");
    }

    @Test
    void aFailureEndsTheConnectionWith1011AndDoesNotReachTheContainer() {
        ShieldedInbound shielded = new ShieldedInbound(new Broken());
        assertThat(shielded.text("a", true)).isTrue();
        assertThat(shielded.binary(ByteBuffer.allocate(2), false)).isTrue();
        shielded.pong(ByteBuffer.allocate(0));

        assertThat(inbound.events).containsExactly("failed:1011", "failed:1011", "failed:1011");
    }

    private final class Broken implements Inbound {

        @Override
        public boolean text(String part, boolean last) {
            throw new IllegalStateException("for the test");
        }

        @Override
        public boolean binary(ByteBuffer part, boolean last) {
            throw new NoClassDefFoundError("for the test");
        }

        @Override
        public void pong(ByteBuffer payload) {
            throw new UnsupportedOperationException("for the test");
        }

        @Override
        public void stalled(Duration timeout) {
            inbound.stalled(timeout);
        }

        @Override
        public void failed(int code, String reason) {
            inbound.failed(code, reason);
        }

        @Override
        public void closed(int code, String reason, @Nullable Throwable cause) {
            inbound.closed(code, reason, cause);
        }
    }
}
