package org.sluice.core.frame;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Ways to cut bytes: whole, byte by byte, and at every one and two places. */
public final class Cuts {

    private Cuts() {}

    public static Stream<List<byte[]>> of(byte[] wire) {
        List<List<byte[]>> all = new ArrayList<>();
        all.add(List.of(wire));
        List<byte[]> single = new ArrayList<>();
        for (int i = 0; i < wire.length; i++) {
            single.add(part(wire, i, i + 1));
        }
        all.add(single);
        for (int first = 0; first <= wire.length; first++) {
            for (int second = first; second <= wire.length; second++) {
                all.add(List.of(part(wire, 0, first), part(wire, first, second), part(wire, second, wire.length)));
            }
        }
        return all.stream();
    }

    /** Direct memory in every other one, since the wire has both. */
    public static ByteBuffer buffer(byte[] bytes) {
        ByteBuffer buffer =
                bytes.length % 2 == 0 ? ByteBuffer.allocateDirect(bytes.length) : ByteBuffer.allocate(bytes.length);
        return buffer.put(bytes).flip();
    }

    private static byte[] part(byte[] wire, int from, int to) {
        byte[] part = new byte[to - from];
        System.arraycopy(wire, from, part, 0, part.length);
        return part;
    }
}
