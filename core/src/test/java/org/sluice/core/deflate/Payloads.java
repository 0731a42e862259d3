package org.sluice.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.sluice.core.frame.Cuts;
import org.sluice.core.frame.FrameException;

/** Puts whole messages through the two halves, in parts and with buffers of any size, and makes data to do it with. */
final class Payloads {

    static final DeflateOptions ALL = new DeflateOptions(-1, 0);
    static final InflateLimits NO_LIMITS = new InflateLimits(Long.MAX_VALUE, Integer.MAX_VALUE, 0);

    private static final int ROOM = 8192;

    private Payloads() {}

    static byte[] compress(MessageDeflater deflater, byte[] message) {
        return compress(deflater, List.of(message), ROOM);
    }

    static byte[] compress(MessageDeflater deflater, List<byte[]> parts, int room) {
        Output output = new Output(room);
        for (int i = 0; i < parts.size(); i++) {
            ByteBuffer in = Cuts.buffer(parts.get(i));
            boolean last = i == parts.size() - 1;
            while (!deflater.deflate(in, last, output.buffer)) {
                output.drainFull();
            }
            assertThat(in.hasRemaining()).isFalse();
            output.drain();
        }
        return output.bytes.toByteArray();
    }

    static byte[] inflate(MessageInflater inflater, byte[] payload) throws FrameException {
        return inflate(inflater, List.of(payload), ROOM);
    }

    static byte[] inflate(MessageInflater inflater, List<byte[]> parts, int room) throws FrameException {
        Output output = new Output(room);
        for (int i = 0; i < parts.size(); i++) {
            ByteBuffer in = Cuts.buffer(parts.get(i));
            boolean last = i == parts.size() - 1;
            while (!inflater.inflate(in, last, output.buffer)) {
                output.drainFull();
            }
            assertThat(in.hasRemaining()).isFalse();
            output.drain();
        }
        return output.bytes.toByteArray();
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Data that repeats itself near and far, with stretches that do not. */
    static byte[] mixed(long seed, int size) {
        Random random = new Random(seed);
        byte[] data = new byte[size];
        int at = 0;
        while (at < size) {
            int count = Math.min(size - at, 1 + random.nextInt(300));
            if (at == 0 || random.nextInt(4) == 0) {
                byte[] fresh = new byte[count];
                random.nextBytes(fresh);
                System.arraycopy(fresh, 0, data, at, count);
            } else {
                int distance = 1 + random.nextInt(Math.min(at, 40_000));
                for (int i = 0; i < count; i++) {
                    data[at + i] = data[at + i - distance];
                }
            }
            at += count;
        }
        return data;
    }

    static byte[] random(long seed, int size) {
        byte[] data = new byte[size];
        new Random(seed).nextBytes(data);
        return data;
    }

    /** Parts of one size, and the rest. */
    static List<byte[]> parts(byte[] whole, int size) {
        int count = Math.max(1, (whole.length + size - 1) / size);
        return IntStream.range(0, count)
                .mapToObj(i -> Arrays.copyOfRange(whole, i * size, Math.min(whole.length, (i + 1) * size)))
                .toList();
    }

    /** A buffer that is emptied into a heap of bytes. */
    private static final class Output {

        final ByteBuffer buffer;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Output(int room) {
            buffer = room % 2 == 0 ? ByteBuffer.allocateDirect(room) : ByteBuffer.allocate(room);
        }

        /** More room is asked for only when there is none. */
        void drainFull() {
            assertThat(buffer.hasRemaining()).isFalse();
            drain();
        }

        void drain() {
            buffer.flip();
            byte[] some = new byte[buffer.remaining()];
            buffer.get(some);
            bytes.writeBytes(some);
            buffer.clear();
        }
    }
}
