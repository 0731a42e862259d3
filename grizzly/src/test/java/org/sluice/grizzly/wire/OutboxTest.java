package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.frame.ClosePayload;
import org.sluice.core.frame.FrameEncoder;
import org.sluice.core.frame.MaskingKeys;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Role;
import org.sluice.core.port.ClosingException;
import org.sluice.core.port.SharedFrame;

class OutboxTest {

    private static final int MOST = Outbox.MAX_PAYLOAD;

    private final FakeLine line = new FakeLine();
    private final SegmentPool pool = new SegmentPool(direct());
    private final Outbox outbox = outbox(Role.SERVER);
    private final List<String> told = new ArrayList<>();

    /** Whether segments are outside the heap, or else arrays. */
    boolean direct() {
        return true;
    }

    private Outbox outbox(Role role) {
        return new Outbox(line, new FrameEncoder(role, new MaskingKeys(new SecureRandom())), pool);
    }

    private void text(String text) throws IOException {
        outbox.frame(Opcode.TEXT, true, false, bytes(text));
    }

    private void large(int size) throws IOException {
        outbox.frame(Opcode.BINARY, true, false, ByteBuffer.allocate(size));
    }

    private void pong(String payload) throws IOException {
        outbox.pong(bytes(payload));
        outbox.flush(() -> {});
    }

    private void flush(String name) throws IOException {
        outbox.flush(() -> told.add(name));
    }

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    private List<String> sent() {
        return line.sentBy(Role.SERVER);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void framesLeaveWithTheFlushInOneWrite(Role role) throws Exception {
        Outbox box = outbox(role);
        box.frame(Opcode.TEXT, false, false, bytes("a"));
        box.frame(Opcode.CONTINUATION, true, false, bytes("b"));
        box.frame(Opcode.PING, true, false, bytes("p"));
        assertThat(line.sent()).isEmpty();

        box.flush(() -> told.add("sent"));

        assertThat(line.sentBy(role)).containsExactly("text:a+", "text:b", "ping:p");
        assertThat(told).containsExactly("sent");
        assertThat(line.writing).isFalse();
        assertThat(box.pending()).isZero();
    }

    /** A frame as many connections share it. */
    private static SharedFrame shared(byte[] payload, boolean text) {
        return new SharedFrame(
                PeerFrames.frame(Role.SERVER, text ? Opcode.TEXT : Opcode.BINARY, true, payload), text, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 4_000, 4_092, 4_093, 50_000, 65_536})
    void sharedFramesGoOutBetweenOthersInOrder(int size) throws Exception {
        SharedFrame frame = shared(new byte[size], false);
        text("before");
        outbox.shared(frame);
        outbox.shared(frame);
        text("behind");
        flush("sent");

        assertThat(sent()).containsExactly("text:before", "binary:" + size, "binary:" + size, "text:behind");
        assertThat(outbox.pending()).isZero();
        assertThat(told).containsExactly("sent");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 4_093, 65_536})
    void aLoneSharedFrameIsWrittenWithOneCall(int size) throws Exception {
        assertThat(outbox.sharedAtOnce(shared(new byte[size], false))).isTrue();

        assertThat(line.writes).isEqualTo(1);
        assertThat(line.copied).isZero();
        assertThat(sent()).containsExactly("binary:" + size);
        assertThat(outbox.pending()).isZero();
        assertThat(outbox.hasRoom()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void behindOthersASharedFrameWaitsForTheFlush(boolean stalled) throws Exception {
        text("before");
        if (stalled) {
            line.takes(1);
            flush("before");
        }
        assertThat(outbox.sharedAtOnce(shared(new byte[5], false))).isFalse();
        text("behind");
        flush("behind");
        line.takesAll();
        outbox.writable();

        assertThat(sent()).containsExactly("text:before", "binary:5", "text:behind");
        assertThat(told).last().isEqualTo("behind");
        assertThat(outbox.pending()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 4_093, 65_536})
    void ofALoneSharedFrameTheSystemMayTakeAPart(int size) throws Exception {
        SharedFrame frame = shared(new byte[size], false);
        line.takes(10);
        assertThat(outbox.sharedAtOnce(frame)).isFalse();
        assertThat(line.writing).isTrue();
        assertThat(outbox.pending()).isEqualTo(frame.length() - 10);
        assertThat(outbox.hasRoom()).isEqualTo(size < 32 * 1024);
        flush("sent");
        assertThat(told).isEmpty();
        assertThat(outbox.sharedAtOnce(frame)).as("another, behind").isFalse();

        line.takesAll();
        outbox.writable();

        assertThat(sent()).containsExactly("binary:" + size, "binary:" + size);
        assertThat(told).containsExactly("sent");
        assertThat(line.writing).isFalse();
        assertThat(frame.bytes().remaining()).as("untouched for others").isEqualTo(frame.length());
    }

    @Test
    void whatAnEncryptingLineHoldsBackOfASharedFrameIsNotOut() throws Exception {
        line.holdsBack = true;
        assertThat(outbox.sharedAtOnce(shared(new byte[5], false))).isFalse();
        flush("sent");
        assertThat(told).isEmpty();
        assertThat(line.writing).isTrue();

        line.holdsBack = false;
        outbox.writable();

        assertThat(told).containsExactly("sent");
        assertThat(sent()).containsExactly("binary:5");
    }

    @Test
    void noSharedFrameFollowsACloseFrameOrTheEnd() throws Exception {
        outbox.frame(Opcode.CLOSE, true, false, bytes(""));
        flush("closed");
        SharedFrame frame = shared(new byte[5], false);
        assertThatThrownBy(() -> outbox.sharedAtOnce(frame)).isInstanceOf(ClosingException.class);
        outbox.end(new IOException("gone"));

        assertThatThrownBy(() -> outbox.sharedAtOnce(frame)).hasMessageContaining("gone");

        assertThat(line.writes).isEqualTo(1);
        assertThat(outbox.pending()).isZero();
    }

    @Test
    void aLargeSharedFrameIsWrittenFromWhereItIsEvenInPieces() throws Exception {
        SharedFrame frame = shared(new byte[50_000], false);
        line.takes(10);
        outbox.shared(frame);
        flush("sent");
        assertThat(line.writing).isTrue();

        line.takes(40_000);
        outbox.writable();
        line.takesAll();
        outbox.writable();

        assertThat(line.copied).as("bytes that were copied first").isZero();
        assertThat(sent()).containsExactly("binary:50000");
        assertThat(told).containsExactly("sent");
        assertThat(frame.bytes().remaining()).as("untouched for others").isEqualTo(frame.length());
    }

    @Test
    void smallSharedFramesShareAWrite() throws Exception {
        for (int i = 0; i < 5; i++) {
            outbox.shared(shared(bytes("a").array(), true));
        }
        flush("sent");

        assertThat(line.writes).isEqualTo(1);
        assertThat(sent()).hasSize(5);
    }

    @Test
    void smallFramesBetweenLargeSharedOnesTakeNoSegmentEach() throws Exception {
        SharedFrame large = shared(new byte[5_000], false);
        line.takes(0);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            text("small " + i);
            outbox.shared(large);
            expected.add("text:small " + i);
            expected.add("binary:5000");
        }
        text("last");
        expected.add("text:last");
        flush("sent");
        line.takesAll();
        outbox.writable();

        assertThat(sent()).containsExactlyElementsOf(expected);
        assertThat(line.segments).as("what a peer that does not read holds").hasSizeLessThanOrEqualTo(1);
        assertThat(told).containsExactly("sent");
    }

    @Test
    void whatWasEncodedBeforeALargeSharedFrameStaysInItsSegmentWhereItIsMuch() throws Exception {
        text("x".repeat(20_000));
        outbox.shared(shared(new byte[5_000], false));
        text("behind");
        flush("sent");

        assertThat(sent()).hasSize(3).endsWith("binary:5000", "text:behind");
        assertThat(line.segments).isNotEmpty();
    }

    @Test
    void nothingOfASharedFrameIsLeftWhenTheLineEnds() throws Exception {
        line.takes(0);
        outbox.shared(shared(new byte[50_000], false));
        flush("never");
        outbox.end(new IOException("gone"));
        line.takesAll();
        outbox.writable();

        assertThat(line.copied).isZero();
        assertThat(sent()).isEmpty();
        assertThat(told).isEmpty();
        assertThatThrownBy(() -> outbox.shared(shared(new byte[1], false))).isInstanceOf(IOException.class);
    }

    @Test
    void nothingSharedFollowsACloseFrame() throws Exception {
        outbox.frame(Opcode.CLOSE, true, false, new ClosePayload(1000, "").bytes());

        assertThatThrownBy(() -> outbox.shared(shared(new byte[1], false))).isInstanceOf(ClosingException.class);
    }

    @Test
    void onlyAServerShares() {
        assertThat(outbox.shares()).isTrue();
        assertThat(outbox(Role.CLIENT).shares()).isFalse();
    }

    @Test
    void aFlushOfNothingIsSentAtOnce() throws Exception {
        flush("sent");

        assertThat(told).containsExactly("sent");
        assertThat(line.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100, 9_000, 65_535, 65_536, 70_000})
    void partialWritesLoseAndTearNothing(int step) throws Exception {
        line.takes(0);
        large(MOST);
        text("behind");
        large(MOST);
        flush("sent");

        int events = 0;
        while (line.writing) {
            // The last bytes one by one would take long and show nothing.
            line.takes(Math.max(step, events > 200 ? 5_000 : 0));
            outbox.writable();
            events++;
        }

        assertThat(told).containsExactly("sent");
        assertThat(outbox.pending()).isZero();
        assertThat(sent().stream().filter(frame -> frame.startsWith("text"))).containsExactly("text:behind");
        assertThat(line.sent()).hasSize(2 * (MOST + 10) + 8);
    }

    @Test
    void aMarkIsReachedWhenAllBeforeItIsWrittenAndNotEarlier() throws Exception {
        line.takes(3);
        text("abc");
        flush("first");
        text("def");
        flush("second");
        assertThat(told).isEmpty();
        assertThat(line.writing).isTrue();

        line.takes(4);
        outbox.writable();
        assertThat(told).containsExactly("first");
        line.takesAll();
        outbox.writable();

        assertThat(told).containsExactly("first", "second");
        assertThat(line.writing).isFalse();
        assertThat(sent()).containsExactly("text:abc", "text:def");
    }

    @Test
    void whatALineHasTakenAndHoldsBackIsNotSent() throws Exception {
        line.holdsBack = true;
        text("abc");
        flush("sent");
        assertThat(outbox.pending()).isZero();
        assertThat(told).isEmpty();
        outbox.writable();
        assertThat(told).isEmpty();

        line.holdsBack = false;
        outbox.writable();

        assertThat(told).containsExactly("sent");
        assertThat(line.writing).isFalse();
        assertThat(sent()).containsExactly("text:abc");
    }

    @Test
    void whileTheSystemTakesNoMoreOnlyTheSelectorWrites() throws Exception {
        line.takes(1);
        text("abc");
        flush("first");
        line.takesAll();
        text("def");
        flush("second");
        assertThat(line.sent()).hasSize(1);

        outbox.writable();

        assertThat(sent()).containsExactly("text:abc", "text:def");
    }

    @Test
    void itRefusesWhenEnoughWaitsAndTellsOnceWhenThereIsRoom() throws Exception {
        line.takes(0);
        assertThat(outbox.ready(() -> told.add("never"))).isTrue();
        large(40_000);
        flush("sent");
        assertThat(outbox.ready(() -> told.add("room"))).isFalse();

        line.takes(1_000);
        outbox.writable();
        assertThat(told).isEmpty();
        line.takes(10_000);
        outbox.writable();
        assertThat(told).containsExactly("room");
        line.takesAll();
        outbox.writable();

        assertThat(told).containsExactly("room", "sent");
        assertThat(outbox.ready(() -> told.add("never"))).isTrue();
    }

    @Test
    void whoHeedsTheRefusalNeverMakesMoreWaitThanAFrameAndAHalf() throws Exception {
        line.takes(0);
        for (int i = 0; i < 1_000 && outbox.ready(() -> {}); i++) {
            large(i % 2 == 0 ? 31_000 : MOST);
            flush("");
        }

        assertThat(outbox.pending()).isLessThanOrEqualTo(32 * 1024 + MOST + 14);
    }

    @Test
    void aFloodOfPingsIsAnsweredOnceToAPeerThatDoesNotRead() throws Exception {
        line.takes(0);
        large(40_000);
        flush("sent");
        for (int i = 0; i < 10_000; i++) {
            pong("p" + i);
        }
        assertThat(outbox.pending()).isEqualTo(40_004);

        line.takesAll();
        outbox.writable();

        assertThat(sent())
                .contains("pong:p9999")
                .filteredOn(frame -> frame.startsWith("pong"))
                .hasSize(1);
        assertThat(line.writing).isFalse();
    }

    @Test
    void aFloodOfPingsBeforeAnyDataIsBoundedToo() throws Exception {
        line.takes(0);
        for (int i = 0; i < 100_000; i++) {
            pong("p" + i);
        }
        assertThat(outbox.pending()).isLessThan(33 * 1024);

        line.takesAll();
        outbox.writable();

        List<String> pongs = sent();
        assertThat(pongs.get(pongs.size() - 1)).isEqualTo("pong:p99999");
    }

    @Test
    void aPongThatFindsAFrameThatNobodyHasFlushedYetIsNotForgotten() throws Exception {
        large(40_000);

        pong("p");

        assertThat(sent()).contains("pong:p");
        assertThat(line.writing).isFalse();
        assertThat(outbox.pending()).isZero();
    }

    @Test
    void aPongTearsNoFrame() throws Exception {
        line.takes(20_000);
        large(MOST);
        flush("sent");
        pong("p");
        line.takes(20_000);
        outbox.writable();
        pong("q");
        line.takesAll();
        outbox.writable();

        assertThat(sent()).containsExactly("binary:" + MOST, "pong:p", "pong:q");
    }

    @Test
    void nothingFollowsTheCloseFrame() throws Exception {
        outbox.frame(Opcode.CLOSE, true, false, new ClosePayload(1000, "done").bytes());

        assertThatThrownBy(() -> text("late"))
                .isInstanceOf(ClosingException.class)
                .hasMessageContaining("5.5.1");
        pong("late");
        flush("sent");

        assertThat(sent()).containsExactly("close:1000:done");
        assertThat(told).containsExactly("sent");
    }

    @Test
    void aPongThatWaitsDoesNotFollowTheCloseFrame() throws Exception {
        line.takes(0);
        large(40_000);
        flush("data");
        pong("p");
        outbox.frame(Opcode.CLOSE, true, false, new ClosePayload(1000, "done").bytes());
        flush("close");

        line.takesAll();
        outbox.writable();

        assertThat(sent().get(sent().size() - 1)).isEqualTo("close:1000:done");
        assertThat(told).containsExactly("data", "close");
    }

    @Test
    void theEndFailsEverythingAndReachesNoMark() throws Exception {
        line.takes(0);
        large(40_000);
        flush("never");
        assertThat(outbox.ready(() -> told.add("again"))).isFalse();
        pong("p");

        outbox.end(new IOException("Connection reset"));
        outbox.end(new IOException("once more"));
        line.takesAll();
        outbox.writable();

        assertThat(told).containsExactly("again");
        assertThat(line.sent()).isEmpty();
        assertThat(outbox.ready(() -> told.add("no"))).isTrue();
        for (Action action : List.<Action>of(() -> text("late"), () -> flush("late"), () -> pong("late"))) {
            assertThatThrownBy(action::run).isInstanceOf(IOException.class).hasMessageContaining("Connection reset");
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    @Test
    void aLineThatFailsFailsTheFlush() throws Exception {
        line.failWrites(new IOException("Broken pipe"));
        text("a");

        assertThatThrownBy(() -> flush("never")).hasMessage("Broken pipe");
        assertThat(told).isEmpty();
    }

    @Test
    void aLineThatFailsFailsTheSelectorsWrite() throws Exception {
        line.takes(1);
        text("abc");
        flush("never");
        line.failWrites(new IOException("Broken pipe"));

        assertThatThrownBy(outbox::writable).hasMessage("Broken pipe");
        assertThat(told).isEmpty();
    }

    @Test
    void segmentsGoBackOnceTheyAreWritten() throws Exception {
        ByteBuffer only = pool.take();
        pool.giveBack(only);
        text("a");
        flush("sent");

        assertThat(pool.take()).isSameAs(only);
    }

    @Test
    void aStalledPeerWithLittleToGetHoldsNoSegment() throws Exception {
        ByteBuffer only = pool.take();
        pool.giveBack(only);
        line.takes(1);
        text("abc");
        flush("sent");

        assertThat(pool.take()).isSameAs(only);
        line.takesAll();
        outbox.writable();
        assertThat(sent()).containsExactly("text:abc");
    }

    @Test
    void segmentsGoBackAtTheEnd() throws Exception {
        List<ByteBuffer> all = IntStream.range(0, 3).mapToObj(i -> pool.take()).toList();
        all.forEach(pool::giveBack);
        line.takes(0);
        large(MOST);
        flush("never");
        large(MOST);
        large(MOST);

        outbox.end(new IOException("gone"));

        List<ByteBuffer> back = IntStream.range(0, 3).mapToObj(i -> pool.take()).toList();
        Set<ByteBuffer> own = Collections.newSetFromMap(new IdentityHashMap<>());
        own.addAll(all);
        assertThat(back).allMatch(own::contains);
        assertThat(back.stream().map(System::identityHashCode).distinct()).hasSize(3);
    }
}
