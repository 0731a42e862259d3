package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sluice.core.deflate.DeflateAgreement;
import org.sluice.core.deflate.DeflateOptions;
import org.sluice.core.deflate.InflateLimits;
import org.sluice.core.deflate.MessageDeflater;
import org.sluice.core.deflate.MessageInflater;
import org.sluice.core.frame.FrameEncoder;
import org.sluice.core.frame.MaskingKeys;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Role;
import org.sluice.core.port.SharedFrame;

class MessageFramesTest {

    private static final DeflateAgreement AGREED =
            new DeflateAgreement(false, false, OptionalInt.empty(), OptionalInt.empty());
    private static final int FULL = 16 * 1024;

    private final FakeLine line = new FakeLine();
    private final Outbox outbox =
            new Outbox(line, new FrameEncoder(Role.SERVER, new MaskingKeys(new SecureRandom())), new SegmentPool(true));
    private final MessageDeflater deflater = AGREED.deflater(Role.SERVER, DeflateOptions.DEFAULT);
    private final MessageFrames frames = new MessageFrames(outbox, deflater);

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sent(int opcode, boolean fin, boolean rsv1, byte[] payload) {
        String head() {
            return opcode + (fin ? " fin" : "") + (rsv1 ? " rsv1" : "");
        }
    }

    /** The frames of a server, which are not masked. */
    private List<Sent> sent() throws IOException {
        outbox.flush(() -> {});
        ByteBuffer all = ByteBuffer.wrap(line.sent());
        List<Sent> found = new ArrayList<>();
        while (all.hasRemaining()) {
            int first = all.get();
            int length = all.get();
            if (length == 126) {
                length = all.getShort() & 0xffff;
            } else if (length == 127) {
                length = (int) all.getLong();
            }
            byte[] payload = new byte[length];
            all.get(payload);
            found.add(new Sent(first & 0x0f, (first & 0x80) != 0, (first & 0x40) != 0, payload));
        }
        return found;
    }

    private List<String> heads() throws IOException {
        return sent().stream().map(Sent::head).toList();
    }

    private final Random random = new Random(5);

    /** New each time, since what comes again is compressed away. */
    private byte[] noise(int size) {
        byte[] noise = new byte[size];
        random.nextBytes(noise);
        return noise;
    }

    private void part(Opcode kind, int size, boolean last) throws IOException {
        frames.part(kind, ByteBuffer.wrap(noise(size)), last);
    }

    private void shared(boolean last) throws IOException {
        byte[] frame = PeerFrames.frame(Role.SERVER, Opcode.BINARY, last, noise(100));
        frames.shared(new SharedFrame(frame, false, last));
    }

    @Test
    void framesAreSharedUnlessMessagesAreCompressed() throws Exception {
        assertThat(frames.shares()).isTrue();
        shared(false);
        frames.compress(true);
        assertThat(frames.shares()).isFalse();
        frames.shared(
                new SharedFrame(PeerFrames.frame(Role.SERVER, Opcode.CONTINUATION, true, noise(100)), false, true));
        part(Opcode.BINARY, 1_000, true);

        assertThat(heads()).as("the message that had begun stays as it is").containsExactly("2", "0 fin", "2 fin rsv1");
        frames.compress(false);
        assertThat(frames.shares()).isTrue();
    }

    @Test
    void aMessageOfOneSharedFrameIsOver() throws Exception {
        byte[] frame = PeerFrames.frame(Role.SERVER, Opcode.BINARY, true, noise(100));
        assertThat(frames.sharedAtOnce(new SharedFrame(frame, false, true))).isTrue();
        frames.compress(true);
        part(Opcode.BINARY, 1_000, true);

        assertThat(heads()).containsExactly("2 fin", "2 fin rsv1");
    }

    @Test
    void withoutAnAgreementFramesAreShared() {
        MessageFrames plain = new MessageFrames(outbox, null);
        plain.compress(true);

        assertThat(plain.shares()).isTrue();
    }

    @Test
    void nothingIsCompressedUnlessItIsWanted() throws Exception {
        part(Opcode.TEXT, 100, false);
        part(Opcode.TEXT, 100, false);
        part(Opcode.TEXT, 100, true);
        part(Opcode.BINARY, 1_000, true);

        assertThat(heads()).containsExactly("1", "0", "0 fin", "2 fin");
    }

    @Test
    void nothingIsCompressedUnlessItWasAgreedOn() throws Exception {
        MessageFrames plain = new MessageFrames(outbox, null);
        plain.compress(true);
        plain.part(Opcode.BINARY, ByteBuffer.allocate(1_000), true);
        plain.end();

        assertThat(heads()).containsExactly("2 fin");
    }

    @Test
    void smallMessagesStayPlainAndLargerOnesDoNot() throws Exception {
        frames.compress(true);
        part(Opcode.TEXT, 0, true);
        part(Opcode.TEXT, 63, true);
        part(Opcode.TEXT, 64, true);
        part(Opcode.BINARY, 63, true);

        assertThat(heads()).containsExactly("1 fin", "1 fin", "1 fin rsv1", "2 fin");
    }

    @Test
    void onlyTheFirstFrameOfACompressedMessageHasTheMarkAndTheKind() throws Exception {
        frames.compress(true);
        for (int i = 0; i < 4; i++) {
            part(Opcode.BINARY, 20_000, i == 3);
        }
        part(Opcode.TEXT, 100, true);

        List<Sent> sent = sent();
        int last = sent.size() - 2;
        assertThat(last).isGreaterThan(2);
        assertThat(sent.get(0).head()).isEqualTo("2 rsv1");
        assertThat(sent.subList(1, last)).extracting(Sent::head).containsOnly("0");
        assertThat(sent.get(last).head()).isEqualTo("0 fin");
        assertThat(sent.get(last + 1).head()).isEqualTo("1 fin rsv1");
        assertThat(sent.subList(0, last)).allMatch(frame -> frame.payload().length == FULL);
    }

    @Test
    void smallPartsWaitUntilAFrameIsFullOrTheMessageEnds() throws Exception {
        frames.compress(true);
        part(Opcode.TEXT, 100, false);
        part(Opcode.TEXT, 100, false);
        assertThat(sent()).isEmpty();

        part(Opcode.TEXT, 0, true);

        assertThat(heads()).containsExactly("1 fin rsv1");
    }

    @Test
    void whatIsWantedCountsFromTheNextMessageOn() throws Exception {
        part(Opcode.TEXT, 100, false);
        frames.compress(true);
        part(Opcode.TEXT, 100, true);
        part(Opcode.TEXT, 100, false);
        frames.compress(false);
        part(Opcode.TEXT, 100, true);
        part(Opcode.TEXT, 100, true);

        assertThat(heads()).containsExactly("1", "0 fin", "1 fin rsv1", "1 fin");
    }

    @Test
    void whatWasCompressedIsThereAfterInflating() throws Exception {
        byte[] first = noise(50_000);
        byte[] second = noise(50_000);
        frames.compress(true);
        frames.part(Opcode.BINARY, ByteBuffer.wrap(first), false);
        frames.part(Opcode.BINARY, ByteBuffer.wrap(second), true);

        MessageInflater inflater = AGREED.inflater(Role.CLIENT, InflateLimits.ofMessage(Long.MAX_VALUE));
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Inflating inflating = new Inflating(inflater, (kind, part, last) -> {
            while (part.hasRemaining()) {
                content.write(part.get());
            }
            return true;
        });
        for (Sent frame : sent()) {
            assertThat(inflating.data(Opcode.BINARY, ByteBuffer.wrap(frame.payload()), frame.fin()))
                    .isTrue();
        }
        inflating.end();
        assertThat(content.toByteArray()).isEqualTo(PeerFrames.join(first, second));
    }

    @Test
    void afterTheEndNothingIsCompressed() throws Exception {
        frames.compress(true);
        part(Opcode.TEXT, 100, true);
        frames.end();

        assertThatThrownBy(() -> part(Opcode.TEXT, 100, true)).isInstanceOf(IllegalStateException.class);
        assertThat(heads()).containsExactly("1 fin rsv1");
    }
}
