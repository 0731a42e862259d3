package org.sluice.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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

class DataWriterTest {

    /** What a socket's stream would send: one message per flush. */
    private static final class Messages extends OutputStream {

        final List<byte[]> sent = new ArrayList<>();
        private final ByteArrayOutputStream open = new ByteArrayOutputStream();
        int closes;

        @Override
        public void write(int b) {
            open.write(b);
        }

        @Override
        public void flush() {
            sent.add(open.toByteArray());
            open.reset();
        }

        @Override
        public void close() {
            closes++;
        }
    }

    private final Messages messages = new Messages();
    private final DataWriter writer = new DataWriter(messages);

    private String hex() {
        ByteBuffer bytes = writer.detachBuffer();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HexFormat.of().formatHex(copy);
    }

    @Test
    @DisplayName("P31 P40 one store is one message")
    void oneStoreIsOneMessage() throws Exception {
        writer.writeString("Hello");
        writer.writeByte((byte) '!');
        assertThat(messages.sent).isEmpty();
        assertThat(writer.unstoredLength()).isEqualTo(6);

        assertThat(writer.store()).isEqualTo(6);
        writer.writeString("again");
        assertThat(writer.store()).isEqualTo(5);

        assertThat(messages.sent).hasSize(2);
        assertThat(messages.sent.get(0)).asString().isEqualTo("Hello!");
        assertThat(messages.sent.get(1)).asString().isEqualTo("again");
        assertThat(writer.unstoredLength()).isZero();
    }

    @Test
    void storingNothingOnlyFlushes() throws Exception {
        assertThat(writer.store()).isZero();
        assertThat(messages.sent).hasSize(1).first().isEqualTo(new byte[0]);
    }

    @Test
    void flushLeavesWhatIsUnstored() throws Exception {
        writer.writeInt(1);
        writer.flush();

        assertThat(writer.unstoredLength()).isEqualTo(4);
        assertThat(messages.sent).hasSize(1).first().isEqualTo(new byte[0]);
    }

    @Test
    @DisplayName("P48 numbers are written with the high byte first by default")
    void numbersAreBigEndianByDefault() {
        writer.writeBoolean(true);
        writer.writeBoolean(false);
        writer.writeByte((byte) -2);
        writer.writeShort((short) 0x0102);
        writer.writeInt(0x03040506);
        writer.writeLong(0x0708090A0B0C0D0EL);
        writer.writeFloat(1f);
        writer.writeDouble(1d);

        assertThat(writer.byteOrder()).isEqualTo(ByteOrder.BIG_ENDIAN);
        assertThat(hex())
                .isEqualTo("0100fe" + "0102" + "03040506" + "0708090a0b0c0d0e" + "3f800000" + "3ff0000000000000");
    }

    @Test
    void numbersFollowTheByteOrder() {
        writer.byteOrder(ByteOrder.LITTLE_ENDIAN);
        writer.writeShort((short) 0x0102);
        writer.writeInt(0x03040506);
        writer.writeLong(0x0708090A0B0C0D0EL);
        writer.writeFloat(1f);
        writer.writeDouble(1d);

        assertThat(writer.byteOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(hex()).isEqualTo("0201" + "06050403" + "0e0d0c0b0a090807" + "0000803f" + "000000000000f03f");
    }

    @Test
    void guidsAndTimesAreThoseOfWindows() {
        writer.writeGuid(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
        writer.writeInstant(Instant.parse("1601-01-01T00:00:01Z"));
        writer.writeDuration(Duration.ofNanos(-100));

        assertThat(hex()).isEqualTo("00112233445566778899aabbccddeeff" + "0000000000989680" + "ffffffffffffffff");
    }

    @Test
    void bytesAreCopiedAndABufferIsUsedUp() {
        byte[] array = {1, 2};
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 3, 4, 9}, 1, 2);

        writer.writeBytes(array);
        array[0] = 9;
        writer.writeBytes(buffer);

        assertThat(buffer.hasRemaining()).isFalse();
        assertThat(hex()).isEqualTo("01020304");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P31 a string is written in the encoding chosen, and its size is told")
    void stringsAreWrittenInTheEncoding(TextEncoding encoding) throws Exception {
        String text = "\u00e4\uD83D\uDE00";
        writer.textEncoding(encoding);

        int measured = writer.measureString(text);
        assertThat(writer.unstoredLength()).isZero();
        assertThat(writer.writeString(text)).isEqualTo(measured);

        assertThat(writer.textEncoding()).isSameAs(encoding);
        assertThat(hex()).isEqualTo(HexFormat.of().formatHex(text.getBytes(encoding.charset())));
    }

    @Test
    void malformedStringIsNotWritten() {
        assertThatExceptionOfType(CharacterCodingException.class).isThrownBy(() -> writer.writeString("\uDE00"));
        assertThatExceptionOfType(CharacterCodingException.class).isThrownBy(() -> writer.measureString("\uDE00"));
        assertThat(writer.unstoredLength()).isZero();
    }

    @Test
    void unstoredBytesAreBounded() throws Exception {
        DataWriter small = new DataWriter(messages, 4);
        small.writeInt(1);

        assertThatIllegalStateException()
                .isThrownBy(() -> small.writeByte((byte) 1))
                .withMessageContaining("limit of 4");
        assertThat(small.store()).isEqualTo(4);
        small.writeByte((byte) 1);
        assertThat(small.unstoredLength()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    @DisplayName("P67 a limit that is not positive is an argument error that names it")
    void limitIsPositive(int limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataWriter(messages, limit))
                .withMessage("limit: " + limit + " is not positive");
    }

    @Test
    @DisplayName("P68 null is an argument error that names the argument")
    @SuppressWarnings("NullAway")
    void nullIsAnArgumentError() {
        assertThatNullPointerException().isThrownBy(() -> new DataWriter(null)).withMessage("stream");
        assertThatNullPointerException()
                .isThrownBy(() -> writer.byteOrder(null))
                .withMessage("order");
        assertThatNullPointerException()
                .isThrownBy(() -> writer.textEncoding(null))
                .withMessage("encoding");
        assertThatNullPointerException()
                .isThrownBy(() -> writer.writeBytes((byte[]) null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> writer.writeBytes((ByteBuffer) null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> writer.writeGuid(null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> writer.writeInstant(null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> writer.writeDuration(null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> writer.writeString(null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> writer.measureString(null))
                .withMessage("value");
    }

    @Test
    @DisplayName("P41 P51 closing the writer closes the stream, once")
    void closeClosesTheStream() throws Exception {
        writer.close();
        writer.close();

        assertThat(messages.closes).isEqualTo(1);
        assertThat(messages.sent).isEmpty();
    }

    private Stream<ThrowingCallable> everyCall() {
        return Stream.of(
                () -> writer.byteOrder(ByteOrder.BIG_ENDIAN),
                () -> writer.textEncoding(TextEncoding.UTF_8),
                writer::unstoredLength,
                () -> writer.writeInt(1),
                () -> writer.writeString("x"),
                () -> writer.writeBytes(new byte[0]),
                writer::store,
                writer::flush,
                writer::detachBuffer,
                writer::detachStream);
    }

    @Test
    @DisplayName("P42 P43 after close every call fails with a typed error")
    void callsAfterCloseFail() throws Exception {
        writer.close();

        assertThat(everyCall()).allSatisfy(call -> assertThatIllegalStateException()
                .isThrownBy(call)
                .withMessageStartingWith("This DataWriter is closed"));
    }

    @Test
    @DisplayName("P44 P52 detaching hands the stream back, open")
    void detachHandsTheStreamBack() throws Exception {
        assertThat(writer.detachStream()).isSameAs(messages);
        writer.close();

        assertThat(messages.closes).isZero();
        assertThat(everyCall()).allSatisfy(call -> assertThatIllegalStateException()
                .isThrownBy(call)
                .withMessageStartingWith("The stream of this DataWriter was detached"));
    }

    @Test
    @DisplayName("P52 the stream may go to the next writer")
    void detachedStreamServesTheNextWriter() throws Exception {
        writer.writeByte((byte) 1);
        writer.store();
        DataWriter next = new DataWriter(writer.detachStream());
        next.writeByte((byte) 2);
        next.store();

        assertThat(messages.sent).containsExactly(new byte[] {1}, new byte[] {2});
    }

    @Test
    void detachedBufferHasTheByteOrder() {
        writer.byteOrder(ByteOrder.LITTLE_ENDIAN);
        writer.writeInt(42);

        assertThat(writer.detachBuffer().getInt()).isEqualTo(42);
        assertThat(writer.unstoredLength()).isZero();
    }

    @Test
    void writerWithoutAStreamOnlyCollects() throws Exception {
        DataWriter memory = new DataWriter();
        memory.writeShort((short) 1);

        assertThatIllegalStateException().isThrownBy(memory::store).withMessageContaining("has no stream");
        assertThatIllegalStateException().isThrownBy(memory::flush).withMessageContaining("has no stream");
        assertThatIllegalStateException().isThrownBy(memory::detachStream).withMessageContaining("has no stream");
        assertThat(memory.detachBuffer().remaining()).isEqualTo(2);
        memory.close();
    }

    @Test
    void failedWriteLeavesTheBytesUnstored() {
        IOException lost = new IOException("lost");
        DataWriter failing = new DataWriter(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw lost;
            }
        });
        failing.writeInt(1);

        assertThatExceptionOfType(IOException.class).isThrownBy(failing::store).isSameAs(lost);
        assertThat(failing.unstoredLength()).isEqualTo(4);
    }

    @Test
    @DisplayName("M data: concurrent use is an IllegalStateException, and the operation under way goes on")
    void concurrentUseIsDetected() throws Exception {
        BlockingStream blocking = new BlockingStream();
        DataWriter busy = new DataWriter(blocking.output());
        busy.writeByte((byte) 1);
        CompletableFuture<Integer> store = CompletableFuture.supplyAsync(() -> store(busy));
        blocking.reached.await();

        assertThatIllegalStateException()
                .isThrownBy(() -> busy.writeByte((byte) 2))
                .withMessageContaining("one thread at a time");
        assertThatIllegalStateException().isThrownBy(busy::detachStream);
        blocking.release();

        assertThat(store.get()).isEqualTo(1);
        busy.writeByte((byte) 2);
        assertThat(busy.unstoredLength()).isEqualTo(1);
    }

    @Test
    void closeEndsAStoreThatWaits() throws Exception {
        BlockingStream blocking = new BlockingStream();
        DataWriter busy = new DataWriter(blocking.output());
        busy.writeByte((byte) 1);
        CompletableFuture<Integer> store = CompletableFuture.supplyAsync(() -> store(busy));
        blocking.reached.await();

        busy.close();

        assertThat(store)
                .failsWithin(Duration.ofSeconds(60))
                .withThrowableThat()
                .withRootCauseInstanceOf(IOException.class);
    }

    private static int store(DataWriter writer) {
        try {
            return writer.store();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
