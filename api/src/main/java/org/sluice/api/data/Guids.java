package org.sluice.api.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The 16 bytes of a GUID as Windows lays them out: a 32-bit and two 16-bit numbers in the byte order asked for, then
 * eight bytes as they are. With the high byte first that is the layout of RFC 9562 section 4.
 */
final class Guids {

    static final int BYTES = 16;

    private Guids() {}

    static ByteBuffer bytes(UUID value, ByteOrder order) {
        long high = value.getMostSignificantBits();
        return ByteBuffer.allocate(BYTES)
                .order(order)
                .putInt((int) (high >>> 32))
                .putShort((short) (high >>> 16))
                .putShort((short) high)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(value.getLeastSignificantBits())
                .flip();
    }

    static UUID read(ByteBuffer bytes) {
        long high = Integer.toUnsignedLong(bytes.getInt()) << 32
                | Short.toUnsignedLong(bytes.getShort()) << 16
                | Short.toUnsignedLong(bytes.getShort());
        return new UUID(high, bytes.order(ByteOrder.BIG_ENDIAN).getLong());
    }
}
