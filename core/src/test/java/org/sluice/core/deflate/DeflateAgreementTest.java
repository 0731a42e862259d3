package org.sluice.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.Role;

/** Both halves of both ends, for whatever was agreed on. */
class DeflateAgreementTest {

    static Stream<DeflateAgreement> all() {
        return IntStream.range(0, 4).boxed().flatMap(takeover -> IntStream.rangeClosed(7, 15)
                .mapToObj(bits -> new DeflateAgreement(
                        (takeover & 1) != 0,
                        (takeover & 2) != 0,
                        bits == 7 ? OptionalInt.empty() : OptionalInt.of(bits),
                        // So that all pairs of neighbours and both ends meet.
                        OptionalInt.of(bits == 7 ? 15 : 23 - bits))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatOneEndSendsTheOtherReads(DeflateAgreement agreement) throws FrameException {
        Random random = new Random(agreement.hashCode());
        for (Role sender : Role.values()) {
            MessageDeflater deflater = agreement.deflater(sender, Payloads.ALL);
            MessageInflater inflater = agreement.inflater(other(sender), Payloads.NO_LIMITS);
            byte[] last = {};
            for (int i = 0; i < 25; i++) {
                int size = i % 5 == 0 ? random.nextInt(4) : random.nextInt(i % 7 == 0 ? 120_000 : 700);
                // Again and again the same, so that messages refer to earlier ones.
                byte[] message = i % 3 == 2 ? last : Payloads.mixed(random.nextLong(), size);
                byte[] payload = Payloads.compress(
                        deflater, Payloads.parts(message, 1 + random.nextInt(9000)), 1 + random.nextInt(3000));
                byte[] read = Payloads.inflate(
                        inflater, Payloads.parts(payload, 1 + random.nextInt(5000)), 1 + random.nextInt(9000));
                assertThat(read).isEqualTo(message);
                last = message;
            }
            deflater.end();
            inflater.end();
        }
    }

    @Test
    void eachEndHasTheOthersWindowAndTakeoverForReading() throws FrameException {
        DeflateAgreement agreement = new DeflateAgreement(true, false, OptionalInt.of(8), OptionalInt.empty());
        byte[] message = Payloads.random(1, 20_000);

        MessageDeflater client = agreement.deflater(Role.CLIENT, Payloads.ALL);
        MessageInflater server = agreement.inflater(Role.SERVER, Payloads.NO_LIMITS);
        assertThat(Payloads.inflate(server, Payloads.compress(client, message))).isEqualTo(message);
        byte[] again = Payloads.compress(client, message);
        assertThat(again.length).isLessThan(2000);
        assertThat(Payloads.inflate(server, again)).isEqualTo(message);
        client.end();

        MessageDeflater forgetful = agreement.deflater(Role.SERVER, Payloads.ALL);
        byte[] doubled = Arrays.copyOf(Payloads.random(2, 300), 600);
        System.arraycopy(doubled, 0, doubled, 300, 300);
        byte[] first = Payloads.compress(forgetful, doubled);
        // Out of the window of 256 bytes, so without a distance.
        assertThat(first.length).isGreaterThan(600);
        assertThat(Payloads.compress(forgetful, doubled)).isEqualTo(first);
    }

    @Test
    void aMessageLargerThanTheHeapPasses() throws FrameException {
        DeflateAgreement agreement = new DeflateAgreement(false, false, OptionalInt.empty(), OptionalInt.empty());
        MessageDeflater deflater = agreement.deflater(Role.CLIENT, new DeflateOptions(1, 0));
        MessageInflater inflater = agreement.inflater(Role.SERVER, InflateLimits.ofMessage(Long.MAX_VALUE));
        byte[] part = Payloads.random(1, 16 << 10);
        long parts = Runtime.getRuntime().maxMemory() / part.length + 1000;
        ByteBuffer wire = ByteBuffer.allocate(4096);
        ByteBuffer out = ByteBuffer.allocate(part.length);
        long read = 0;
        for (long i = 0; i < parts; i++) {
            boolean last = i == parts - 1;
            ByteBuffer in = ByteBuffer.wrap(part);
            for (boolean taken = false; !taken; ) {
                taken = deflater.deflate(in, last, wire.clear());
                wire.flip();
                for (boolean given = false; !given; ) {
                    given = inflater.inflate(wire, last && taken, out);
                    if (!out.hasRemaining()) {
                        assertThat(out.array()).isEqualTo(part);
                        read += out.position();
                        out.clear();
                    }
                }
            }
        }

        assertThat(out.position()).isZero();
        assertThat(read).isEqualTo(parts * part.length);
        deflater.end();
    }

    private static Role other(Role role) {
        return role == Role.CLIENT ? Role.SERVER : Role.CLIENT;
    }
}
