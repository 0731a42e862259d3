package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.core.common.Timer;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Role;
import org.sluice.core.frame.Utf8Check;
import org.sluice.core.port.ClosingException;
import org.sluice.core.port.SharedFrame;

class WireTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(5);

    private final FakeLine line = new FakeLine();
    private final RecordingInbound inbound = new RecordingInbound();
    private final AtomicInteger ends = new AtomicInteger();

    private static Role other(Role role) {
        return role == Role.CLIENT ? Role.SERVER : Role.CLIENT;
    }

    private Wire wire(Role role, Duration closeTimeout) {
        Wire wire = new Wire(line, role, closeTimeout);
        line.tell(wire.events());
        wire.whenEnded(ends::incrementAndGet);
        return wire;
    }

    /** A wire with a socket that closes where it is told of a failure, as sockets do. */
    private Wire started(Role role) {
        return started(role, LONG, Duration.ZERO, Duration.ZERO);
    }

    private Wire started(Role role, Duration closeTimeout, Duration stallTimeout, Duration idleTimeout) {
        Wire wire = wire(role, closeTimeout);
        inbound.onFailed = (code, reason) -> {
            try {
                wire.close(code, reason);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        wire.attach(inbound, stallTimeout, idleTimeout);
        wire.start(ByteBuffer.allocate(0));
        line.run();
        return wire;
    }

    /** Nothing of one test runs in the next. */
    @AfterEach
    void end() {
        line.lose();
        line.run();
        assertThat(inbound.events.stream().filter(event -> event.startsWith("closed")))
                .hasSizeLessThanOrEqualTo(1);
    }

    private static void awaitTimer() throws InterruptedException {
        CountDownLatch later = new CountDownLatch(1);
        Timer.Cancel unused = Timer.in(Duration.ofMillis(40), later::countDown);
        later.await();
    }

    // Data.

    @ParameterizedTest
    @EnumSource(Role.class)
    void messagesGoInBothDirections(Role role) throws Exception {
        Wire wire = started(role);
        line.receives(PeerFrames.text(other(role), "hello"), PeerFrames.binary(other(role), 3));
        line.readable();
        wire.text("a", false);
        wire.text("b", true);
        wire.binary(ByteBuffer.allocate(4), true);
        wire.ping(StandardCharsets.UTF_8.encode("p"));
        wire.pong(StandardCharsets.UTF_8.encode("q"));
        AtomicInteger sent = new AtomicInteger();
        wire.flush(sent::incrementAndGet);

        assertThat(inbound.events).containsExactly("text:hello", "binary:3");
        assertThat(line.sentBy(role)).containsExactly("text:a+", "text:b", "binary:4", "ping:p", "pong:q");
        assertThat(sent).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aServerTakesFramesThatOthersSendToo(Role role) throws Exception {
        Wire wire = started(role);
        assertThat(wire.shares()).isEqualTo(role == Role.SERVER);
        wire.close(1000, "");
        SharedFrame late = new SharedFrame(PeerFrames.text(Role.SERVER, "late"), true, true);

        assertThatThrownBy(() -> wire.shared(late)).isInstanceOf(ClosingException.class);
        assertThatThrownBy(() -> wire.sharedAtOnce(late)).isInstanceOf(ClosingException.class);
        assertThat(line.sentBy(role)).as("no failure: the close goes on").containsExactly("close:1000:");
        line.receives(PeerFrames.close(other(role), 1000, ""));
        line.readable();
        assertThat(inbound.events).containsExactly("closed:1000:");
    }

    @Test
    void whatIsSharedGoesOutWithTheFlush() throws Exception {
        Wire wire = started(Role.SERVER);
        wire.text("a", true);
        wire.shared(news());
        wire.flush(() -> {});

        assertThat(line.sentBy(Role.SERVER)).containsExactly("text:a", "text:news");
    }

    @Test
    void aLoneFrameThatIsSharedGoesOutAtOnce() throws Exception {
        Wire wire = started(Role.SERVER);

        assertThat(wire.sharedAtOnce(news())).isTrue();

        assertThat(line.sentBy(Role.SERVER)).containsExactly("text:news");
    }

    @Test
    void aSharedFrameThatIsNotWrittenThrowsAndEndsTheConnection() throws Exception {
        Wire wire = started(Role.SERVER);
        IOException broken = new IOException("Broken pipe");
        line.failWrites(broken);
        SharedFrame frame = news();

        assertThatThrownBy(() -> wire.sharedAtOnce(frame)).isSameAs(broken);
        line.peerEnds();
        line.readable();

        assertThat(inbound.events).containsExactly("closed:1006:");
        assertThat(inbound.cause).isSameAs(broken);
        assertThatThrownBy(() -> wire.sharedAtOnce(frame)).isInstanceOf(IOException.class);
    }

    @Test
    void whatCameWithTheHandshakeIsReceivedFirst() {
        Wire wire = wire(Role.SERVER, LONG);
        wire.attach(inbound, Duration.ZERO, Duration.ZERO);
        byte[] frame = PeerFrames.text(Role.CLIENT, "early");
        wire.start(ByteBuffer.wrap(frame, 0, 3));
        line.receives(Arrays.copyOfRange(frame, 3, frame.length));
        line.run();

        assertThat(inbound.events).containsExactly("text:early");
    }

    @Test
    void everyByteMayComeAlone() {
        started(Role.SERVER);
        for (byte octet : PeerFrames.text(Role.CLIENT, "aé")) {
            line.receives(new byte[] {octet});
        }
        line.readable();

        assertThat(String.join("", inbound.events).replace("text:", "").replace("+", ""))
                .isEqualTo("aé");
    }

    @Test
    void aPauseStopsTheReadingAndAReleaseGoesOn() {
        Wire wire = started(Role.SERVER);
        inbound.pausing = true;
        line.receives(PeerFrames.join(PeerFrames.text(Role.CLIENT, "a"), PeerFrames.text(Role.CLIENT, "b")));
        line.readable();
        assertThat(inbound.events).containsExactly("text:a");
        assertThat(line.reading).isFalse();
        inbound.pausing = false;

        wire.release();
        line.run();

        assertThat(inbound.events).containsExactly("text:a", "text:b");
        assertThat(line.reading).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aPingIsAnsweredAtOnceAndAPongIsTold(Role role) {
        started(role);
        line.receives(
                PeerFrames.ping(other(role), "p"), PeerFrames.frame(other(role), Opcode.PONG, true, new byte[] {'q'}));
        line.readable();

        assertThat(line.sentBy(role)).containsExactly("pong:p");
        assertThat(inbound.events).containsExactly("pong:q");
    }

    @Test
    void aPingAfterTheCloseFrameIsNotAnswered() throws Exception {
        Wire wire = started(Role.SERVER);
        wire.close(1000, "");
        line.receives(PeerFrames.ping(Role.CLIENT, "p"));
        line.readable();

        assertThat(line.sentBy(Role.SERVER)).containsExactly("close:1000:");
    }

    @Test
    void itRefusesWhileThePeerReadsTooLittleAndTellsWhenThereIsRoom() throws Exception {
        Wire wire = started(Role.SERVER);
        AtomicInteger again = new AtomicInteger();
        line.takes(0);
        wire.binary(ByteBuffer.allocate(40_000), true);
        wire.flush(() -> {});
        assertThat(wire.ready(again::incrementAndGet)).isFalse();

        line.takesAll();
        line.writable();

        assertThat(again).hasValue(1);
        assertThat(wire.ready(again::incrementAndGet)).isTrue();
    }

    // What breaks the protocol.

    private static byte[] bytes(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return bytes;
    }

    private static byte[] frame(Role by, Opcode opcode, int... payload) {
        return PeerFrames.frame(by, opcode, true, bytes(payload));
    }

    static Stream<Arguments> violations() {
        return Stream.of(Role.values()).flatMap(role -> {
            Role peer = other(role);
            int mask = peer == Role.CLIENT ? 0x80 : 0;
            byte[] text = PeerFrames.frame(peer, Opcode.TEXT, false, bytes('a'));
            return Stream.of(
                    Arguments.of(role, "a reserved opcode", 1002, bytes(0x83, mask)),
                    Arguments.of(role, "a reserved bit", 1002, bytes(0xC1, mask)),
                    Arguments.of(role, "the wrong masking", 1002, bytes(0x81, mask ^ 0x80)),
                    Arguments.of(role, "a fragmented ping", 1002, bytes(0x09, mask)),
                    Arguments.of(role, "a long ping", 1002, bytes(0x89, mask | 126, 0, 126)),
                    Arguments.of(role, "nothing to continue", 1002, bytes(0x80, mask)),
                    Arguments.of(role, "a message in a message", 1002, PeerFrames.join(text, text)),
                    Arguments.of(role, "a length not minimal", 1002, bytes(0x82, mask | 126, 0, 1)),
                    Arguments.of(role, "a negative length", 1002, bytes(0x82, mask | 127, 0x80, 0, 0, 0, 0, 0, 0, 0)),
                    Arguments.of(role, "text that is no UTF-8", 1007, frame(peer, Opcode.TEXT, 'a', 0xFF)),
                    Arguments.of(role, "text cut in a character", 1007, frame(peer, Opcode.TEXT, 0xC3)),
                    Arguments.of(role, "half a close code", 1002, frame(peer, Opcode.CLOSE, 3)),
                    Arguments.of(role, "a reserved close code", 1002, frame(peer, Opcode.CLOSE, 0x03, 0xED)),
                    Arguments.of(role, "a reason no UTF-8", 1007, frame(peer, Opcode.CLOSE, 0x03, 0xE8, 0xFF)));
        });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("violations")
    void everyViolationEndsWithItsCodeAndIsToldOnce(Role role, String what, int code, byte[] received) {
        Wire wire = started(role);
        line.receives(received, PeerFrames.text(other(role), "late"));
        line.readable();

        assertThat(line.sentBy(role)).singleElement().asString().startsWith("close:" + code + ":");
        assertThat(inbound.events).contains("failed:" + code).doesNotContain("text:late");
        assertThat(inbound.events.get(inbound.events.size() - 1)).startsWith("closed:" + code);
        assertThat(inbound.cause).isInstanceOf(IOException.class);
        assertThat(line.shutdowns).isEqualTo(role == Role.SERVER ? 1 : 0);
        line.lose();
        line.run();
        assertThat(ends).hasValue(1);
        assertThat(wire.end().code()).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("violations")
    void anOrdinaryEndpointIsClosedByTheWire(Role role, String what, int code, byte[] received) {
        RecordingReceiver receiver = new RecordingReceiver();
        Wire wire = wire(role, LONG);
        wire.receiveWith(receiver);
        wire.start(ByteBuffer.allocate(0));
        line.receives(received);
        line.run();
        line.readable();

        assertThat(line.sentBy(role)).singleElement().asString().startsWith("close:" + code + ":");
        assertThat(receiver.ends).containsExactly(code);
    }

    /** An ordinary endpoint. */
    private static final class RecordingReceiver implements Receiver {
        final List<Integer> ends = new ArrayList<>();
        private final Utf8Check text = new Utf8Check();

        @Override
        public boolean data(Opcode kind, ByteBuffer part, boolean last) throws FrameException {
            if (kind == Opcode.TEXT) {
                text.part(part, last);
            }
            return true;
        }

        @Override
        public void pong(ByteBuffer payload) {}

        @Override
        public boolean failed(int code, String reason) {
            return false;
        }

        @Override
        public void stalled() {}

        @Override
        public void closed(End end, @Nullable Throwable cause) {
            ends.add(end.code());
        }
    }

    // Closing.

    @ParameterizedTest
    @EnumSource(Role.class)
    void thePeersCloseIsAnsweredAndToldOnce(Role role) {
        started(role);
        line.receives(PeerFrames.close(other(role), 4001, "theirs"), PeerFrames.text(other(role), "late"));
        line.readable();

        assertThat(line.sentBy(role)).containsExactly("close:4001:theirs");
        assertThat(inbound.events).containsExactly("closed:4001:theirs");
        assertThat(line.shutdowns).isEqualTo(role == Role.SERVER ? 1 : 0);
        line.peerEnds();
        line.readable();
        assertThat(inbound.events).hasSize(1);
        assertThat(ends).hasValue(1);
    }

    @Test
    void anEmptyCloseIsAnsweredByAnEmptyOne() {
        started(Role.SERVER);
        line.receives(PeerFrames.close(Role.CLIENT, 1005, ""));
        line.readable();

        assertThat(line.sentBy(Role.SERVER)).containsExactly("close:1005:");
        assertThat(inbound.events).containsExactly("closed:1005:");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void thisEndsCloseWaitsForTheAnswer(Role role) throws Exception {
        Wire wire = started(role);
        wire.close(1000, "done");
        line.run();
        assertThat(inbound.events).isEmpty();
        line.receives(PeerFrames.text(other(role), "still"), PeerFrames.close(other(role), 1000, "done"));
        line.readable();

        assertThat(line.sentBy(role)).containsExactly("close:1000:done");
        assertThat(inbound.events).containsExactly("text:still", "closed:1000:done");
        assertThat(line.shutdowns).isEqualTo(role == Role.SERVER ? 1 : 0);
        assertThat(ends).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void closesThatCrossEndWithThePeersCode(Role role) throws Exception {
        Wire wire = started(role);
        line.receives(PeerFrames.close(other(role), 4001, "theirs"));
        wire.close(4000, "mine");
        line.readable();

        assertThat(line.sentBy(role)).containsExactly("close:4000:mine");
        assertThat(inbound.events).containsExactly("closed:4001:theirs");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void anAnswerThatNeverComesIsALostConnectionInTime(Role role) throws Exception {
        RecordingReceiver ordinary = new RecordingReceiver();
        // Long enough to be over only after the close has been sent.
        Wire wire = wire(role, Duration.ofMillis(500));
        wire.receiveWith(ordinary);
        wire.start(ByteBuffer.allocate(0));
        line.run();
        wire.close(1000, "");

        await().until(() -> line.terminations.get() > 0);
        line.run();

        assertThat(ordinary.ends).containsExactly(1006);
        assertThat(ends).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aSocketHasItsOwnTimeForTheAnswerToItsClose(Role role) throws Exception {
        Wire wire = started(role, SHORT, Duration.ZERO, Duration.ZERO);
        wire.close(1000, "");
        awaitTimer();
        line.run();

        assertThat(line.terminations).hasValue(0);
        line.receives(PeerFrames.close(other(role), 1000, ""));
        line.readable();

        assertThat(inbound.events).containsExactly("closed:1000:");
        // The socket has heard of its end: what is left of the line is the wire's again.
        await().until(() -> line.terminations.get() > 0);
    }

    @Test
    void aPeerThatIsAnsweredAndStaysIsCutInTime() {
        started(Role.SERVER, SHORT, Duration.ZERO, Duration.ZERO);
        line.receives(PeerFrames.close(Role.CLIENT, 1000, ""));
        line.readable();

        await().until(() -> line.terminations.get() > 0);
    }

    @Test
    void aPeersCloseWhoseAnswerIsStuckIsCutInTime() throws Exception {
        Wire wire = started(Role.SERVER, SHORT, Duration.ZERO, Duration.ZERO);
        line.takes(0);
        wire.binary(ByteBuffer.allocate(40_000), true);
        wire.flush(() -> {});
        line.receives(PeerFrames.close(Role.CLIENT, 1000, ""));
        line.readable();

        await().until(() -> line.terminations.get() > 0);
    }

    @Test
    void anAnswerThatIsLostWithTheConnectionIsALostConnection() throws Exception {
        Wire wire = started(Role.CLIENT);
        wire.close(1000, "");
        line.peerEnds();
        line.readable();

        assertThat(line.terminations.get()).isPositive();
        assertThat(inbound.events).containsExactly("closed:1006:");
    }

    @Test
    void aViolationInsteadOfTheAnswerEndsTheClose() throws Exception {
        Wire wire = started(Role.SERVER);
        wire.close(1000, "");
        line.receives(bytes(0x83, 0x80));
        line.readable();

        assertThat(line.sentBy(Role.SERVER)).containsExactly("close:1000:");
        assertThat(inbound.events)
                .containsExactly("failed:1002", "closed:1002:" + wire.end().reason());
    }

    @Test
    void nothingIsTakenAfterTheCloseFrame() throws Exception {
        Wire wire = started(Role.SERVER);
        wire.close(1000, "");

        assertThatThrownBy(() -> wire.text("late", true)).isInstanceOf(ClosingException.class);
        assertThatThrownBy(() -> wire.ping(ByteBuffer.allocate(0))).isInstanceOf(ClosingException.class);
        wire.close(1001, "again");
        assertThat(line.sentBy(Role.SERVER)).containsExactly("close:1000:");
    }

    @Test
    void aCloseDuringAPauseStillSeesTheAnswer() throws Exception {
        Wire wire = started(Role.SERVER);
        inbound.pausing = true;
        line.receives(PeerFrames.join(PeerFrames.text(Role.CLIENT, "a"), PeerFrames.close(Role.CLIENT, 1000, "")));
        line.readable();
        wire.close(1000, "");
        inbound.pausing = false;
        wire.release();
        line.run();

        assertThat(inbound.events).containsExactly("text:a", "closed:1000:");
    }

    // Ends.

    @Test
    void theEndOfThePeerIsToldOnceAsLost() {
        started(Role.SERVER);
        line.peerEnds();
        line.readable();
        line.lose();
        line.run();

        assertThat(inbound.events).containsExactly("closed:1006:");
        assertThat(inbound.cause).isNull();
        assertThat(ends).hasValue(1);
    }

    @Test
    void aLineThatFailsIsToldWithItsFailure() {
        started(Role.SERVER);
        IOException reset = new IOException("Connection reset");
        line.failReads(reset);
        line.readable();

        assertThat(inbound.events).containsExactly("closed:1006:");
        assertThat(inbound.cause).isSameAs(reset);
    }

    @Test
    void aWriteThatFailsThrowsAndEndsTheConnection() throws Exception {
        Wire wire = started(Role.SERVER);
        IOException broken = new IOException("Broken pipe");
        line.failWrites(broken);
        wire.text("a", true);

        assertThatThrownBy(() -> wire.flush(() -> {})).isSameAs(broken);
        assertThat(line.terminations).as("what was received is read first").hasValue(0);
        line.peerEnds();
        line.readable();

        assertThat(inbound.events).containsExactly("closed:1006:");
        assertThat(inbound.cause).isSameAs(broken);
        assertThatThrownBy(() -> wire.text("b", true)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> wire.flush(() -> {})).isInstanceOf(IOException.class);
    }

    @Test
    void aWriteOfTheSelectorThatFailsEndsTheConnection() throws Exception {
        Wire wire = started(Role.SERVER);
        line.takes(1);
        wire.text("abc", true);
        wire.flush(() -> {
            throw new AssertionError("never sent");
        });
        AtomicInteger again = new AtomicInteger();
        line.failWrites(new IOException("Broken pipe"));
        line.writable();

        assertThat(line.writing).as("of which the selector would tell for ever").isFalse();
        line.peerEnds();
        line.readable();

        assertThat(inbound.events).containsExactly("closed:1006:");
        assertThat(wire.ready(again::incrementAndGet)).isTrue();
    }

    @Test
    void aSenderThatWaitsIsWokenByAWriteThatFails() throws Exception {
        Wire wire = started(Role.SERVER);
        line.takes(1);
        wire.binary(ByteBuffer.allocate(60_000), true);
        wire.flush(() -> {});
        AtomicInteger again = new AtomicInteger();
        assertThat(wire.ready(again::incrementAndGet)).isFalse();
        line.failWrites(new IOException("Broken pipe"));
        line.writable();

        assertThat(again).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aCloseThatCameBeforeAWriteFailedIsTold(Role role) throws Exception {
        Wire wire = started(role);
        line.receives(PeerFrames.text(other(role), "last"), PeerFrames.close(other(role), 1008, "wrong"));
        line.failWrites(new IOException("Broken pipe"));
        wire.text("a", true);
        assertThatThrownBy(() -> wire.flush(() -> {})).hasMessage("Broken pipe");
        line.readable();

        assertThat(inbound.events).containsExactly("text:last", "closed:1008:wrong");
        line.peerEnds();
        line.readable();

        assertThat(line.terminations).hasValue(1);
        assertThat(ends).hasValue(1);
    }

    @Test
    void aPeerThatTakesNothingAndSendsNothingIsGivenUpInTime() throws Exception {
        Wire wire = started(Role.SERVER, SHORT, Duration.ZERO, Duration.ZERO);
        line.failWrites(new IOException("Broken pipe"));
        wire.text("a", true);
        assertThatThrownBy(() -> wire.flush(() -> {})).hasMessage("Broken pipe");
        await().until(() -> line.terminations.get() > 0);
        line.run();

        assertThat(inbound.events).containsExactly("closed:1006:");
    }

    @Test
    void aPongThatCannotBeWrittenEndsTheConnection() {
        started(Role.SERVER);
        line.failWrites(new IOException("Broken pipe"));
        line.receives(PeerFrames.ping(Role.CLIENT, "p"));
        line.peerEnds();
        line.readable();
        line.readable();

        assertThat(inbound.events).containsExactly("closed:1006:");
    }

    @Test
    void aCloseThatCannotBeWrittenThrowsAndEndsTheConnection() {
        Wire wire = started(Role.SERVER);
        line.failWrites(new IOException("Broken pipe"));

        assertThatThrownBy(() -> wire.close(1000, "")).hasMessage("Broken pipe");
        line.peerEnds();
        line.readable();

        assertThat(inbound.events).containsExactly("closed:1006:");
    }

    private static SharedFrame news() {
        return new SharedFrame(PeerFrames.text(Role.SERVER, "news"), true, true);
    }

    /** What is sent meanwhile fails by the loss, and is not what caused it. */
    @Test
    void aLossIsNotBlamedOnWhatIsSentBeforeItIsTold() {
        Wire wire = started(Role.SERVER);
        line.lose();
        String lost = "the connection was lost (java.io.IOException: The connection is closed)";

        assertThatThrownBy(() -> wire.flush(() -> {})).hasMessageContaining(lost);
        assertThatThrownBy(() -> wire.sharedAtOnce(news())).hasMessageContaining(lost);
        assertThatThrownBy(() -> wire.close(1000, "")).hasMessageContaining(lost);
        line.run();

        assertThat(inbound.events).containsExactly("closed:1006:");
        assertThat(inbound.cause).isNull();
    }

    @Test
    void anAbortEndsItAtOnce() {
        Wire wire = started(Role.SERVER);
        wire.abort();
        line.run();

        assertThat(line.terminations).hasValue(1);
        assertThat(inbound.events).containsExactly("closed:1006:");
        assertThat(wire.hasEnded()).isTrue();
    }

    @Test
    void whoWaitsForTheEndIsToldAlsoAfterIt() {
        Wire wire = started(Role.SERVER);
        List<String> told = new ArrayList<>();
        wire.whenGone(why -> told.add("before"));
        line.lose();
        line.run();
        wire.whenGone(why -> told.add("after:" + why.getMessage()));

        assertThat(told).containsExactly("before", "after:The connection is closed");
    }

    @Test
    void anEndDuringTheOpenHandlerIsToldOnceThereIsSomebody() {
        Wire wire = wire(Role.SERVER, LONG);
        line.lose();
        line.run();
        assertThat(wire.hasEnded()).isTrue();
        assertThat(ends).hasValue(1);

        wire.attach(inbound, Duration.ZERO, Duration.ZERO);
        wire.start(ByteBuffer.allocate(0));
        line.run();

        assertThat(inbound.events).containsExactly("closed:1006:");
    }

    @Test
    void anEndDuringTheOpenHandlerIsToldToAnOrdinaryEndpointToo() {
        Wire wire = wire(Role.SERVER, LONG);
        line.lose();
        line.run();
        RecordingReceiver receiver = new RecordingReceiver();

        wire.receiveWith(receiver);

        assertThat(receiver.ends).containsExactly(1006);
    }

    @Test
    void aSocketThatAttachesAfterTheEndIsNotToldOfSilenceLater() throws Exception {
        Wire wire = wire(Role.SERVER, LONG);
        line.lose();
        line.run();

        wire.attach(inbound, SHORT, SHORT);
        awaitTimer();

        assertThat(inbound.events).containsExactly("closed:1006:");
    }

    // Timeouts.

    @Test
    void aPauseThatIsTooLongIsToldAndEnds() {
        started(Role.SERVER, LONG, SHORT, Duration.ZERO);
        inbound.pausing = true;
        line.receives(PeerFrames.text(Role.CLIENT, "a"), PeerFrames.text(Role.CLIENT, "b"));
        line.readable();

        await().until(() -> inbound.events.contains("stalled:PT0.005S"));
        inbound.pausing = false;
        await().until(() -> line.waiting() > 0);
        line.run();
        line.readable();

        assertThat(inbound.events).containsExactly("text:a", "stalled:PT0.005S", "text:b");
    }

    @Test
    void silenceForTooLongClosesWith1001() {
        started(Role.SERVER, LONG, Duration.ZERO, SHORT);

        await().until(() -> inbound.events.contains("failed:1001"));

        await().until(() ->
                line.sentBy(Role.SERVER).stream().anyMatch(frame -> frame.startsWith("close:1001:no traffic")));
    }

    @Test
    void anEngineThatIsDoneWithoutACloseFrameEndsTheConnection() {
        Wire wire = started(Role.SERVER);
        wire.closedByEngine();
        line.run();

        assertThat(line.terminations).hasValue(1);
        assertThat(inbound.events).containsExactly("closed:1006:");
    }

    @Test
    void anEngineThatIsDoneAfterACloseFrameLeavesTheRestToTheClose() throws Exception {
        Wire wire = started(Role.SERVER);
        wire.close(1000, "");
        wire.closedByEngine();

        assertThat(line.terminations).hasValue(0);
    }

    @Test
    void onlyASocketThatAttachesHasTheData() {
        Wire wire = wire(Role.SERVER, LONG);
        assertThat(wire.isAttached()).isFalse();
        wire.receiveWith(new RecordingReceiver());
        assertThat(wire.isAttached()).isFalse();
        assertThat(started(Role.SERVER).isAttached()).isTrue();
    }
}
