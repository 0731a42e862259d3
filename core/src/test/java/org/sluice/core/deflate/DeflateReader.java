package org.sluice.core.deflate;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Inflates as RFC 1951 says, simply and slowly and apart from the library that we use, and notes how far back it had to look. Takes one
 * payload after the other, each without its tail, as one stream, as with context takeover.
 */
final class DeflateReader {

    private static final int[] LENGTHS = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int MOST_CODE_BITS = 15;

    /** The largest distance so far. */
    int farthest;

    private byte[] all = new byte[1 << 16];
    private int size;

    private byte[] in = {};
    /** In bits. */
    private int at;

    /** What one payload says. */
    byte[] read(byte[] payload) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(payload);
        whole.writeBytes(new byte[] {0, 0, (byte) 0xFF, (byte) 0xFF});
        in = whole.toByteArray();
        at = 0;
        int start = size;
        while (at < in.length * Byte.SIZE) {
            block();
        }
        return Arrays.copyOfRange(all, start, size);
    }

    /** The distances of a payload that refers to nothing before it. */
    static int farthestOf(byte[] payload) {
        DeflateReader reader = new DeflateReader();
        reader.read(payload);
        return reader.farthest;
    }

    private void block() {
        int last = bits(1);
        switch (bits(2)) {
            case 0 -> stored();
            case 1 -> fixed();
            case 2 -> dynamic();
            default -> throw new IllegalStateException("a block of a reserved kind");
        }
        if (last == 1) {
            at = nextByte();
        }
    }

    private void stored() {
        at = nextByte();
        int length = bits(16);
        if (length != (bits(16) ^ 0xFFFF)) {
            throw new IllegalStateException("the length of a stored block is not told twice");
        }
        for (int i = 0; i < length; i++) {
            put(bits(8));
        }
    }

    private void fixed() {
        int[] lengths = new int[288];
        Arrays.fill(lengths, 0, 144, 8);
        Arrays.fill(lengths, 144, 256, 9);
        Arrays.fill(lengths, 256, 280, 7);
        Arrays.fill(lengths, 280, 288, 8);
        int[] distances = new int[30];
        Arrays.fill(distances, 5);
        symbols(new Codes(lengths), new Codes(distances));
    }

    private void dynamic() {
        int literals = bits(5) + 257;
        int distances = bits(5) + 1;
        int count = bits(4) + 4;
        int[] codeLengths = new int[ORDER.length];
        for (int i = 0; i < count; i++) {
            codeLengths[ORDER[i]] = bits(3);
        }
        Codes codes = new Codes(codeLengths);
        int[] lengths = new int[literals + distances];
        int next = 0;
        while (next < lengths.length) {
            int symbol = symbol(codes);
            if (symbol < 16) {
                lengths[next++] = symbol;
                continue;
            }
            int value = symbol == 16 ? lengths[next - 1] : 0;
            int times = symbol == 16 ? 3 + bits(2) : symbol == 17 ? 3 + bits(3) : 11 + bits(7);
            Arrays.fill(lengths, next, next + times, value);
            next += times;
        }
        symbols(
                new Codes(Arrays.copyOf(lengths, literals)),
                new Codes(Arrays.copyOfRange(lengths, literals, lengths.length)));
    }

    private void symbols(Codes literals, Codes distances) {
        for (int symbol = symbol(literals); symbol != 256; symbol = symbol(literals)) {
            if (symbol < 256) {
                put(symbol);
                continue;
            }
            int length = LENGTHS[symbol - 257] + bits(LENGTH_BITS[symbol - 257]);
            int code = symbol(distances);
            int extra = Math.max(0, code / 2 - 1);
            int distance = code < 4 ? code + 1 : ((2 + (code & 1)) << extra) + bits(extra) + 1;
            if (distance > size) {
                throw new IllegalStateException("a distance reaches before the beginning");
            }
            farthest = Math.max(farthest, distance);
            for (int i = 0; i < length; i++) {
                put(all[size - distance]);
            }
        }
    }

    private int symbol(Codes codes) {
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= MOST_CODE_BITS; length++) {
            code |= bits(1);
            int count = codes.counts[length];
            if (code - count < first) {
                return codes.symbols[index + code - first];
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        throw new IllegalStateException("a code that stands for nothing");
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, at++) {
            value |= (in[at / Byte.SIZE] >> (at % Byte.SIZE) & 1) << i;
        }
        return value;
    }

    private int nextByte() {
        return (at + Byte.SIZE - 1) / Byte.SIZE * Byte.SIZE;
    }

    private void put(int octet) {
        if (size == all.length) {
            all = Arrays.copyOf(all, 2 * size);
        }
        all[size++] = (byte) octet;
    }

    /** Huffman codes by their lengths (RFC 1951, 3.2.2): how many of each length there are, and their symbols in order. */
    private static final class Codes {

        final int[] counts = new int[MOST_CODE_BITS + 1];
        final int[] symbols;

        Codes(int[] lengths) {
            symbols = new int[lengths.length];
            int next = 0;
            for (int length = 1; length <= MOST_CODE_BITS; length++) {
                for (int symbol = 0; symbol < lengths.length; symbol++) {
                    if (lengths[symbol] == length) {
                        counts[length]++;
                        symbols[next++] = symbol;
                    }
                }
            }
        }
    }
}
