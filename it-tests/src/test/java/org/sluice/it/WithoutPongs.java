package org.sluice.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Swallows the pongs of one direction, and so every grant, as some intermediaries do; all else passes. Reads frames as far as that takes (RFC
 * 6455, 5.2).
 */
final class WithoutPongs implements Passage {

    private static final int END_OF_HEAD = 0x0d0a0d0a;
    private static final int MASKED = 0x80;

    private int lastFour;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream(14);
    /** Of the payload of a frame. */
    private long left;

    private boolean dropped;

    @Override
    public void pass(byte[] bytes, int count, OutputStream to) throws IOException {
        ByteArrayOutputStream some = new ByteArrayOutputStream(count);
        for (int i = 0; i < count; i++) {
            pass(bytes[i], some);
        }
        some.writeTo(to);
    }

    private void pass(byte next, ByteArrayOutputStream to) {
        if (lastFour != END_OF_HEAD) {
            lastFour = (lastFour << 8) | (next & 0xff);
            to.write(next);
        } else if (left > 0) {
            left--;
            if (!dropped) {
                to.write(next);
            }
        } else {
            header.write(next);
            if (header.size() > 1) {
                endHeader(header.toByteArray(), to);
            }
        }
    }

    private void endHeader(byte[] bytes, ByteArrayOutputStream to) {
        ByteBuffer head = ByteBuffer.wrap(bytes);
        int length = head.get(1) & 0x7f;
        int extended = length == 126 ? Short.BYTES : length == 127 ? Long.BYTES : 0;
        int mask = (head.get(1) & MASKED) == 0 ? 0 : Integer.BYTES;
        if (head.limit() < 2 + extended + mask) {
            return;
        }
        left = switch (extended) {
            case Short.BYTES -> head.getShort(2) & 0xffff;
            case Long.BYTES -> head.getLong(2);
            default -> length;
        };
        dropped = (head.get(0) & 0x0f) == RawClient.PONG;
        if (!dropped) {
            to.writeBytes(bytes);
        }
        header.reset();
    }
}
