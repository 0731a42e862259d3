package org.sluice.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataReaderTest {

    /** Gives at most {@code piece} bytes a read, and says that the whole rest is available. */
    private static final class Pieces extends InputStream {

        private final ByteArrayInputStream all;
        private final int piece;
        int closes;

        Pieces(int piece, byte... all) {
            this.all = new ByteArrayInputStream(all);
            this.piece = piece;
        }

        @Override
        public int read() {
            return all.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return all.read(target, offset, Math.min(piece, length));
        }

        @Override
        public int available() {
            return all.available();
        }

        @Override
        public void close() {
            closes++;
        }
    }

    private static DataReader of(String hex) {
        return DataReader.fromBuffer(HexFormat.of().parseHex(hex));
    }

    @Test
    @DisplayName("P32 over a received message it gives the whole text")
    void givesTheWholeTextOfAMessage() throws Exception {
        byte[] message = "Gr\u00fc\u00dfe".getBytes(StandardCharsets.UTF_8);

        DataReader whole = DataReader.fromBuffer(message);
        DataReader counted = DataReader.fromBuffer(message);

        assertThat(whole.readString()).isEqualTo("Gr\u00fc\u00dfe");
        assertThat(whole.unconsumedLength()).isZero();
        assertThat(counted.readString(counted.unconsumedLength())).isEqualTo("Gr\u00fc\u00dfe");
    }

    @Test
    @DisplayName("P32 P47 a partial load completes with the first bytes and says how many came")
    void partialLoadCompletesWithTheFirstBytes() throws Exception {
        DataReader reader = new DataReader(new Pieces(1, (byte) 1, (byte) 2));
        reader.inputOptions(InputOption.PARTIAL);

        assertThat(reader.load(256)).isEqualTo(1);
        assertThat(reader.unconsumedLength()).isEqualTo(1);
        assertThat(reader.load(256)).isEqualTo(1);
        assertThat(reader.load(256)).isZero();
        assertThat(reader.readBytes(2)).containsExactly(1, 2);
    }

    @Test
    @DisplayName("P47 a load without options waits for all it was asked for")
    void loadWaitsForTheCount() throws Exception {
        DataReader reader = new DataReader(new Pieces(2, new byte[10]));

        assertThat(reader.load(7)).isEqualTo(7);
        assertThat(reader.load(7)).as("the stream has ended").isEqualTo(3);
        assertThat(reader.load(7)).isZero();
        assertThat(reader.unconsumedLength()).isEqualTo(10);
    }

    @Test
    void loadOfNothingDoesNotTouchTheStream() throws Exception {
        BlockingStream blocking = new BlockingStream();

        assertThat(new DataReader(blocking.input()).load(0)).isZero();
        assertThat(blocking.reached.getCount()).isEqualTo(1);
    }

    @Test
    void readAheadBringsWhatIsThereWithoutWaiting() throws Exception {
        DataReader reader = new DataReader(new ByteArrayInputStream(new byte[20_000]));
        reader.inputOptions(InputOption.READ_AHEAD);

        assertThat(reader.load(10)).isEqualTo(10 + 8192);
        assertThat(reader.unconsumedLength()).isEqualTo(10 + 8192);
    }

    @Test
    void readAheadDoesNotWaitWhereNothingIsThere() throws Exception {
        DataReader reader = new DataReader(new ByteArrayInputStream(new byte[10]));
        reader.inputOptions(InputOption.READ_AHEAD, InputOption.PARTIAL);

        assertThat(reader.inputOptions()).containsExactlyInAnyOrder(InputOption.READ_AHEAD, InputOption.PARTIAL);
        assertThat(reader.load(10)).isEqualTo(10);
        assertThat(reader.load(1)).isZero();
    }

    @Test
    void optionsCanBeTakenBack() throws Exception {
        DataReader reader = new DataReader(new Pieces(1, new byte[5]));
        reader.inputOptions(InputOption.PARTIAL);
        reader.inputOptions(new InputOption[0]);

        assertThat(reader.inputOptions()).isEmpty();
        assertThat(reader.load(5)).isEqualTo(5);
    }

    @Test
    void bytesThatCameBeforeAFailureAreLoaded() {
        IOException lost = new IOException("lost");
        DataReader reader = new DataReader(new InputStream() {
            private int left = 3;

            @Override
            public int read() throws IOException {
                throw lost;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (left-- == 0) {
                    throw lost;
                }
                return 1;
            }
        });

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> reader.load(9))
                .isSameAs(lost);
        assertThat(reader.unconsumedLength()).isEqualTo(3);
    }

    @Test
    void valuesAreBigEndianByDefault() {
        DataReader reader = of("0100fe" + "0102" + "03040506" + "0708090a0b0c0d0e" + "3f800000" + "3ff0000000000000");

        assertThat(reader.byteOrder()).isEqualTo(ByteOrder.BIG_ENDIAN);
        assertThat(reader.readBoolean()).isTrue();
        assertThat(reader.readBoolean()).isFalse();
        assertThat(reader.readByte()).isEqualTo((byte) -2);
        assertThat(reader.readShort()).isEqualTo((short) 0x0102);
        assertThat(reader.readInt()).isEqualTo(0x03040506);
        assertThat(reader.readLong()).isEqualTo(0x0708090A0B0C0D0EL);
        assertThat(reader.readFloat()).isEqualTo(1f);
        assertThat(reader.readDouble()).isEqualTo(1d);
        assertThat(reader.unconsumedLength()).isZero();
    }

    @Test
    void valuesFollowTheByteOrder() {
        DataReader reader = of("0201" + "06050403" + "0e0d0c0b0a090807" + "0000803f" + "000000000000f03f" + "01000000");
        reader.byteOrder(ByteOrder.LITTLE_ENDIAN);

        assertThat(reader.readShort()).isEqualTo((short) 0x0102);
        assertThat(reader.readInt()).isEqualTo(0x03040506);
        assertThat(reader.readLong()).isEqualTo(0x0708090A0B0C0D0EL);
        assertThat(reader.readFloat()).isEqualTo(1f);
        assertThat(reader.readDouble()).isEqualTo(1d);
        assertThat(reader.readBuffer(4).getInt()).isEqualTo(1);
    }

    @Test
    void guidsAndTimesAreThoseOfWindows() {
        DataReader reader = of("00112233445566778899aabbccddeeff" + "0000000000989680" + "ffffffffffffffff");

        assertThat(reader.readGuid()).isEqualTo(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
        assertThat(reader.readInstant()).isEqualTo(Instant.parse("1601-01-01T00:00:01Z"));
        assertThat(reader.readDuration()).isEqualTo(Duration.ofNanos(-100));
    }

    @Test
    void bytesFillAnArrayOfTheCallersOwn() {
        DataReader reader = of("010203");
        byte[] target = new byte[2];

        reader.readBytes(target);

        assertThat(target).containsExactly(1, 2);
        assertThat(reader.readBytes(1)).containsExactly(3);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P32 what a writer writes a reader reads, in any encoding")
    void readsWhatAWriterWrites(TextEncoding encoding) throws Exception {
        String text = "\u00e4\uD83D\uDE00";
        DataWriter writer = new DataWriter();
        writer.textEncoding(encoding);
        int bytes = writer.writeString(text);
        writer.writeInt(5);

        DataReader reader = DataReader.fromBuffer(writer.detachBuffer());
        reader.textEncoding(encoding);

        assertThat(reader.textEncoding()).isSameAs(encoding);
        assertThat(reader.readString(bytes / encoding.codeUnitBytes())).isEqualTo(text);
        assertThat(reader.readInt()).isEqualTo(5);
    }

    @Test
    void malformedTextIsAnErrorAndStaysUnconsumed() {
        DataReader reader = of("41c3");

        assertThatExceptionOfType(CharacterCodingException.class).isThrownBy(reader::readString);
        assertThatExceptionOfType(CharacterCodingException.class).isThrownBy(() -> reader.readString(2));
        assertThat(reader.readBytes(2)).containsExactly(0x41, 0xc3);
    }

    @Test
    void readingMoreThanIsLoadedFailsAndConsumesNothing() throws Exception {
        DataReader reader = new DataReader(new ByteArrayInputStream(new byte[10]));
        reader.load(3);

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(reader::readInt)
                .withMessageStartingWith("4 bytes asked for and 3 loaded; call load first");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> reader.readBytes(4));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> reader.readString(4));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> reader.readBytes(new byte[4]));
        reader.textEncoding(TextEncoding.UTF_16LE);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> reader.readString(Integer.MAX_VALUE));
        assertThat(reader.unconsumedLength()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    @DisplayName("P67 a negative number is an argument error that names the argument")
    void negativeNumbersAreArgumentErrors(int negative) {
        DataReader reader = of("00");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.load(negative))
                .withMessage("count: " + negative + " is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.readBytes(negative))
                .withMessage("count: " + negative + " is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.readString(negative))
                .withMessage("codeUnits: " + negative + " is negative");
    }

    @Test
    @DisplayName("P67 a load beyond what can be held is an argument error")
    void loadBeyondAllBoundsIsAnArgumentError() throws Exception {
        DataReader reader = new DataReader(new ByteArrayInputStream(new byte[1]));
        reader.load(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.load(Integer.MAX_VALUE))
                .withMessageStartingWith("count: ");
    }

    @Test
    @DisplayName("P68 null is an argument error that names the argument")
    @SuppressWarnings("NullAway")
    void nullIsAnArgumentError() {
        DataReader reader = of("00");

        assertThatNullPointerException().isThrownBy(() -> new DataReader(null)).withMessage("stream");
        assertThatNullPointerException()
                .isThrownBy(() -> reader.byteOrder(null))
                .withMessage("order");
        assertThatNullPointerException()
                .isThrownBy(() -> reader.textEncoding(null))
                .withMessage("encoding");
        assertThatNullPointerException()
                .isThrownBy(() -> reader.readBytes(null))
                .withMessage("target");
        assertThatNullPointerException()
                .isThrownBy(() -> DataReader.fromBuffer((byte[]) null))
                .withMessage("bytes");
        assertThatNullPointerException()
                .isThrownBy(() -> DataReader.fromBuffer((ByteBuffer) null))
                .withMessage("bytes");
        assertThatNullPointerException()
                .isThrownBy(() -> reader.inputOptions((InputOption[]) null))
                .withMessage("options");
        assertThatNullPointerException()
                .isThrownBy(() -> reader.inputOptions((InputOption) null))
                .withMessage("options has a null");
    }

    @Test
    void readerOfABufferHasACopyAndNothingToLoad() throws Exception {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 2);
        DataReader reader = DataReader.fromBuffer(buffer);
        buffer.put(1, (byte) 9);

        assertThat(buffer.remaining()).isEqualTo(2);
        assertThat(reader.load(5)).isZero();
        assertThat(reader.readBytes(2)).containsExactly(2, 3);
        assertThatIllegalStateException().isThrownBy(reader::detachStream).withMessageContaining("has no stream");
    }

    @Test
    @DisplayName("P41 closing the reader closes the stream, once")
    void closeClosesTheStream() throws Exception {
        Pieces stream = new Pieces(1);
        DataReader reader = new DataReader(stream);
        reader.close();
        reader.close();

        assertThat(stream.closes).isEqualTo(1);
        assertThat(everyCall(reader)).allSatisfy(call -> assertThatIllegalStateException()
                .isThrownBy(call)
                .withMessageStartingWith("This DataReader is closed"));
    }

    @Test
    @DisplayName("P52 detaching hands the stream back, open, and what was loaded before it")
    void detachHandsTheStreamBack() throws Exception {
        Pieces stream = new Pieces(9, new byte[] {1, 2, 3, 4});
        DataReader reader = new DataReader(stream);
        reader.load(3);
        reader.readByte();

        assertThat(reader.detachBuffer()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
        assertThat(reader.unconsumedLength()).isZero();
        assertThat(reader.detachStream()).isSameAs(stream);
        reader.close();

        assertThat(stream.closes).isZero();
        assertThat(stream.read()).isEqualTo(4);
        assertThat(everyCall(reader)).allSatisfy(call -> assertThatIllegalStateException()
                .isThrownBy(call)
                .withMessageStartingWith("The stream of this DataReader was detached"));
    }

    private static Stream<ThrowingCallable> everyCall(DataReader reader) {
        return Stream.of(
                () -> reader.inputOptions(InputOption.PARTIAL),
                () -> reader.byteOrder(ByteOrder.BIG_ENDIAN),
                () -> reader.textEncoding(TextEncoding.UTF_8),
                reader::unconsumedLength,
                () -> reader.load(1),
                reader::readInt,
                reader::readString,
                () -> reader.readString(0),
                reader::detachBuffer,
                reader::detachStream);
    }

    @Test
    @DisplayName("M data: concurrent use is an IllegalStateException, and the operation under way goes on")
    void concurrentUseIsDetected() throws Exception {
        BlockingStream blocking = new BlockingStream();
        DataReader busy = new DataReader(blocking.input());
        CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> load(busy));
        blocking.reached.await();

        assertThatIllegalStateException()
                .isThrownBy(busy::unconsumedLength)
                .withMessageContaining("one thread at a time");
        assertThatIllegalStateException().isThrownBy(() -> busy.load(1));
        assertThatIllegalStateException().isThrownBy(busy::detachStream);
        blocking.release();

        assertThat(load.get()).isEqualTo(1);
        assertThat(busy.readByte()).isEqualTo((byte) 7);
    }

    @Test
    void closeEndsALoadThatWaits() throws Exception {
        BlockingStream blocking = new BlockingStream();
        DataReader busy = new DataReader(blocking.input());
        CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> load(busy));
        blocking.reached.await();

        busy.close();

        assertThat(load)
                .failsWithin(Duration.ofSeconds(60))
                .withThrowableThat()
                .withRootCauseInstanceOf(IOException.class);
    }

    private static int load(DataReader reader) {
        try {
            return reader.load(1);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
