package org.sluice.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.sluice.core.deflate.Payloads.bytes;
import static org.sluice.core.deflate.Payloads.compress;
import static org.sluice.core.deflate.Payloads.hex;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.frame.Cuts;

class MessageDeflaterTest {

    private static final String HELLO = "f248cdc9c90700";

    @Test
    void oneBlockIsAsInTheRfc7231() {
        assertThat(hex(compress(deflater(15, true), bytes("Hello")))).isEqualTo(HELLO);
    }

    @Test
    void aMessageRefersToTheLastOneAsInTheRfc7232() {
        MessageDeflater deflater = deflater(15, true);
        assertThat(hex(compress(deflater, bytes("Hello")))).isEqualTo(HELLO);

        assertThat(hex(compress(deflater, bytes("Hello")))).isEqualTo("f200110000");
        deflater.end();
    }

    @Test
    void aMessageIsForgottenWithoutTakeoverAsInTheRfc7232() {
        MessageDeflater deflater = deflater(15, false);

        assertThat(hex(compress(deflater, bytes("Hello")))).isEqualTo(HELLO);
        assertThat(hex(compress(deflater, bytes("Hello")))).isEqualTo(HELLO);
    }

    @Test
    void aBlockWithoutCompressionIsAsInTheRfc7233() {
        MessageDeflater deflater = new MessageDeflater(15, true, new DeflateOptions(0, 0));

        assertThat(hex(compress(deflater, bytes("Hello")))).isEqualTo("000500faff48656c6c6f00");
        deflater.end();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEmptyMessageIsAnEmptyBlockAsInTheRfc7236(boolean takeover) {
        MessageDeflater deflater = deflater(15, takeover);

        assertThat(hex(compress(deflater, bytes("")))).isEqualTo("00");
        assertThat(hex(compress(deflater, bytes("Hello")))).isEqualTo(HELLO);
        assertThat(hex(compress(deflater, bytes("")))).isEqualTo("00");
        assertThat(hex(compress(deflater, List.of(bytes(""), bytes("")), 1))).isEqualTo("00");
        assertThat(hex(compress(deflater, bytes("Hello")))).isEqualTo(takeover ? "f200110000" : HELLO);
        deflater.end();
    }

    @Test
    void partsAndRoomsOfAnySizeMakeTheSameMessage() {
        for (List<byte[]> parts : Cuts.of(bytes("Hello, Hello")).toList()) {
            for (int room = 1; room < 5; room++) {
                MessageDeflater deflater = deflater(15, true);
                byte[] payload = compress(deflater, parts, room);
                assertThat(new DeflateReader().read(payload)).isEqualTo(bytes("Hello, Hello"));
                deflater.end();
            }
        }
    }

    /** The room decides over nothing but when the bytes come. */
    @ParameterizedTest
    @ValueSource(ints = {8, 15})
    void theRoomDoesNotChangeTheBytes(int bits) {
        byte[] message = Payloads.mixed(3, 150_000);
        MessageDeflater deflater = deflater(bits, false);
        byte[] expected = compress(deflater, List.of(message), 1 << 20);

        for (int room : new int[] {1, 2, 3, 4, 5, 6, 7, 64, 4095, 4096, 4097}) {
            assertThat(compress(deflater, List.of(message), room)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
    void noDistanceExceedsTheWindow(int bits) {
        for (boolean takeover : new boolean[] {false, true}) {
            MessageDeflater deflater = deflater(bits, takeover);
            DeflateReader stream = new DeflateReader();
            int farthest = 0;
            for (int message = 0; message < 12; message++) {
                // Sizes around the window, and far above.
                int size = message % 3 == 2 ? 100_000 : (1 << bits) + message - 5;
                byte[] data = Payloads.mixed(message % 2, size);
                byte[] payload = compress(deflater, Payloads.parts(data, 1 + 7001 * message), 777);
                DeflateReader reader = takeover ? stream : new DeflateReader();
                assertThat(reader.read(payload)).isEqualTo(data);
                farthest = Math.max(farthest, reader.farthest);
            }
            deflater.end();

            assertThat(farthest).isLessThanOrEqualTo(1 << bits);
            // Seen to look back at all, and further than the next smaller window.
            assertThat(farthest).isGreaterThan(1 << (bits - 1));
        }
    }

    @Test
    void theReaderOfDistancesSeesAWindowThatIsNotHonoured() {
        MessageDeflater deflater = deflater(15, false);

        assertThat(DeflateReader.farthestOf(compress(deflater, Payloads.mixed(1, 100_000))))
                .isGreaterThan(1 << 14);
    }

    @Test
    void takeoverWorksAcrossMessagesInSmallWindowsToo() {
        MessageDeflater deflater = deflater(8, true);
        byte[] half = Payloads.random(5, 100);
        int first = compress(deflater, half).length;

        assertThat(compress(deflater, half).length).isLessThan(first / 2);
        deflater.end();
    }

    @Test
    void aSmallMessageIsNotWorthwhileIfItIsWhole() {
        MessageDeflater deflater = new MessageDeflater(15, true, DeflateOptions.DEFAULT);

        assertThat(deflater.isWorthwhile(63, true)).isFalse();
        assertThat(deflater.isWorthwhile(64, true)).isTrue();
        assertThat(deflater.isWorthwhile(0, false)).isTrue();
        assertThat(deflater(15, true).isWorthwhile(0, true)).isTrue();
    }

    @Test
    void theCallersBuffersAreLeftAsTheyWere() {
        MessageDeflater deflater = deflater(8, false);
        byte[] data = Payloads.mixed(4, 1000);
        ByteBuffer in = ByteBuffer.wrap(data.clone()).position(10).limit(900).asReadOnlyBuffer();
        ByteBuffer to = ByteBuffer.allocate(2000).position(5).limit(1500);

        assertThat(deflater.deflate(in, true, to)).isTrue();

        assertThat(in.position()).isEqualTo(900);
        assertThat(in.limit()).isEqualTo(900);
        assertThat(to.limit()).isEqualTo(1500);
        byte[] payload = new byte[to.position() - 5];
        to.get(5, payload);
        assertThat(new DeflateReader().read(payload)).isEqualTo(Arrays.copyOfRange(data, 10, 900));
    }

    @Test
    void nothingIsCompressedAfterTheEnd() {
        MessageDeflater deflater = deflater(15, true);
        deflater.deflate(ByteBuffer.wrap(bytes("open")), false, ByteBuffer.allocate(9));
        deflater.end();
        deflater.end();

        assertThatIllegalStateException()
                .isThrownBy(() -> deflater.deflate(ByteBuffer.allocate(1), true, ByteBuffer.allocate(9)));
    }

    @Test
    void optionsHaveTheirRanges() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DeflateOptions(-2, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeflateOptions(10, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeflateOptions(1, -1));
    }

    private static MessageDeflater deflater(int bits, boolean takeover) {
        return new MessageDeflater(bits, takeover, Payloads.ALL);
    }
}
