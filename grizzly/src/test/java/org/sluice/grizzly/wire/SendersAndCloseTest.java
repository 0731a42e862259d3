package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.SocketClosedException;
import org.sluice.core.frame.Role;
import org.sluice.core.port.ClosingException;
import org.sluice.core.socket.Handshake;
import org.sluice.core.socket.MessageSocket;

/** What those who send on a socket see of a close, in each order of the two, with the socket on a wire as in use. */
class SendersAndCloseTest {

    private final FakeLine line = new FakeLine();
    private final MessageSocket socket = new MessageSocket(null);
    private final CompletableFuture<ClosedEvent> closed = new CompletableFuture<>();

    private Wire open(Role role) {
        Wire wire = new Wire(line, role, Duration.ofMinutes(10));
        line.tell(wire.events());
        socket.onClosed((which, event) -> closed.complete(event));
        assertThat(socket.opened(wire, wire, new Handshake(Optional.empty(), List.of(), false, Map.of())))
                .isTrue();
        socket.configured();
        wire.attach(socket, Duration.ZERO, Duration.ZERO);
        wire.start(ByteBuffer.allocate(0));
        line.run();
        return wire;
    }

    private static Role other(Role role) {
        return role == Role.CLIENT ? Role.SERVER : Role.CLIENT;
    }

    /** The selector has answered the peer's close, and not told the socket yet. */
    private Wire answeredButNotTold(Role role) {
        Wire wire = open(role);
        line.receives(PeerFrames.close(other(role), 4001, "theirs"));
        wire.events().readable();
        assertThat(line.waiting()).isPositive();
        return wire;
    }

    @AfterEach
    void end() {
        line.lose();
        line.run();
    }

    private ClosedEvent closedEvent() throws Exception {
        return closed.get(20, TimeUnit.SECONDS);
    }

    private static void assertToldOf(int code, CompletableFuture<Void> sent) {
        assertThatThrownBy(() -> sent.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(SocketClosedException.class, e -> assertThat(e.closeCode())
                        .isEqualTo(code));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @DisplayName("P34 P38 a send between the answer to the peer's close and the news of it neither cuts nor hides it")
    void aSendBehindTheAnswerIsToldOfThePeersClose(Role role) throws Exception {
        answeredButNotTold(role);

        CompletableFuture<Void> late = socket.sendAsync("late");

        assertThat(line.terminations).hasValue(0);
        assertThat(late).isNotDone();
        line.run();
        assertToldOf(4001, late);
        assertThat(closedEvent()).isEqualTo(new ClosedEvent(4001, "theirs", ClosedBy.REMOTE, true));
        assertThat(line.sentBy(role)).containsExactly("close:4001:theirs");
    }

    @Test
    void aSendBehindAnAnswerThatWaitsForRoomDoesNotTakeItFromThePeer() throws Exception {
        Wire wire = open(Role.SERVER);
        line.takes(0);
        CompletableFuture<Void> before = socket.sendAsync("before");
        line.receives(PeerFrames.close(Role.CLIENT, 4001, "theirs"));
        wire.events().readable();
        CompletableFuture<Void> late = socket.sendAsync("late");
        line.run();
        assertToldOf(4001, before);
        assertToldOf(4001, late);

        line.takesAll();
        line.writable();

        assertThat(line.terminations).hasValue(0);
        assertThat(line.sentBy(Role.SERVER)).containsExactly("text:before", "close:4001:theirs");
        assertThat(line.shutdowns).isEqualTo(1);
    }

    @Test
    void aSendThatMeetsTheEndBehindTheAnswerIsToldOfThePeersClose() throws Exception {
        answeredButNotTold(Role.CLIENT);
        line.lose();

        CompletableFuture<Void> late = socket.sendAsync("late");
        line.run();

        assertToldOf(4001, late);
        assertThat(closedEvent().code()).isEqualTo(4001);
    }

    @Test
    void aFlushBehindACloseFrameLeavesItToTheEndToTellWhy() throws Exception {
        Wire wire = open(Role.CLIENT);
        wire.text("a", true);
        line.receives(PeerFrames.close(Role.SERVER, 4001, "theirs"));
        wire.events().readable();
        line.lose();

        assertThatThrownBy(() -> wire.flush(() -> {
                    throw new AssertionError("never sent");
                }))
                .isInstanceOf(ClosingException.class)
                .hasRootCauseMessage("The connection is closed");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @DisplayName("P34 P38 senders are told of this end's close also where the connection is lost before the answer")
    void aConnectionThatIsLostBehindThisEndsCloseDoesNotHideIt(Role role) throws Exception {
        Wire wire = open(role);
        line.takes(0);
        CompletableFuture<Void> before = socket.sendAsync("before");
        socket.closeSoon(4004, "mine");
        line.failReads(new IOException("Connection reset"));

        wire.events().readable();
        line.run();

        assertToldOf(4004, before);
        assertToldOf(4004, socket.sendAsync("late"));
        assertThat(closedEvent()).isEqualTo(new ClosedEvent(1006, "", ClosedBy.LOCAL, false));
    }

    @Test
    void aWriteOfTheCloseFrameThatFailsDoesNotHideTheClose() throws Exception {
        open(Role.CLIENT);
        line.takes(0);
        CompletableFuture<Void> before = socket.sendAsync("before");
        line.failWrites(new IOException("Broken pipe"));

        socket.closeSoon(4004, "mine");
        line.writable();
        line.peerEnds();
        line.readable();

        assertToldOf(4004, before);
        assertToldOf(4004, socket.sendAsync("late"));
        assertThat(closedEvent()).isEqualTo(new ClosedEvent(1006, "", ClosedBy.LOCAL, false));
    }
}
