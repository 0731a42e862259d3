package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.websocket.CloseReason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.core.frame.Role;
import org.sluice.core.port.Opening;
import org.sluice.core.port.ServerHandshake;

class TyrusBridgeTest {

    private final FakeLine line = new FakeLine();
    private final Wire wire = new Wire(line, Role.SERVER, Duration.ofMinutes(10));
    private final RecordingInbound inbound = new RecordingInbound();
    /** What is to run where it may block. */
    private final Deque<Runnable> threads = new ArrayDeque<>();

    private final Session session = new Session();

    TyrusBridgeTest() {
        line.tell(wire.events());
    }

    /** What Tyrus opens. */
    private static final class Session implements Connection {

        final List<String> events = new ArrayList<>();

        @Nullable
        Writer writer;

        @Override
        public ReadHandler getReadHandler() {
            return frame -> events.add("frame of " + frame.remaining());
        }

        @Override
        public Writer getWriter() {
            return Objects.requireNonNull(writer);
        }

        @Override
        public CloseListener getCloseListener() {
            throw new AssertionError("The wire tells of the end");
        }

        @Override
        public void close(CloseReason reason) {
            events.add("close:" + reason.getCloseCode().getCode() + ":" + reason.getReasonPhrase());
        }
    }

    private Connection opened(Writer writer) {
        session.writer = writer;
        return session;
    }

    private Connection openedWithASocket(Writer writer) {
        wire.attach(inbound, Duration.ZERO, Duration.ZERO);
        return opened(writer);
    }

    private void start() {
        wire.start(ByteBuffer.allocate(0));
        line.run();
    }

    private void runThreads() {
        for (Runnable task = threads.pollFirst(); task != null; task = threads.pollFirst()) {
            task.run();
        }
    }

    @AfterEach
    void end() {
        line.lose();
        line.run();
        runThreads();
    }

    @Test
    void theWireCanBeHadWhileTheSessionOpensAndNoLonger() {
        List<Object> offered = new ArrayList<>();

        TyrusBridge.open(wire, ServerHandshake.NONE, threads::add, writer -> {
            offered.add(Objects.requireNonNull(Opening.current()));
            return opened(writer);
        });

        assertThat(offered).containsExactly(wire);
        assertThat(Opening.current()).isNull();
    }

    @Test
    void withoutASocketTheSessionGetsTheDataAndTheEndOnItsThreads() {
        TyrusBridge.open(wire, ServerHandshake.NONE, threads::add, this::opened);
        start();
        line.receives(PeerFrames.text(Role.CLIENT, "hello"), PeerFrames.close(Role.CLIENT, 4001, "theirs"));
        line.readable();
        assertThat(session.events).isEmpty();

        runThreads();

        assertThat(session.events).containsExactly("frame of 7", "close:4001:theirs");
    }

    @Test
    void aSocketThatAttachesGetsTheDataAndTheSessionTheEndOnly() {
        TyrusBridge.open(wire, ServerHandshake.NONE, threads::add, this::openedWithASocket);
        start();
        line.receives(PeerFrames.text(Role.CLIENT, "hello"), PeerFrames.close(Role.CLIENT, 4001, "theirs"));
        line.readable();
        assertThat(inbound.events).containsExactly("text:hello", "closed:4001:theirs");
        assertThat(session.events).as("on the selector, which it might block").isEmpty();

        runThreads();

        assertThat(session.events).containsExactly("close:4001:theirs");
    }

    @Test
    void anEndDuringTheOpenHandlerEndsTheSessionToo() {
        TyrusBridge.open(wire, ServerHandshake.NONE, threads::add, writer -> {
            Connection made = openedWithASocket(writer);
            line.lose();
            line.run();
            return made;
        });

        runThreads();

        assertThat(inbound.events).containsExactly("closed:1006:");
        assertThat(session.events).containsExactly("close:1006:");
    }

    @Test
    void aWriteOfTheSessionThatIsUnderWayFailsWithTheConnection() {
        TyrusBridge.open(wire, ServerHandshake.NONE, threads::add, this::opened);
        start();
        line.takes(0);
        List<String> told = new ArrayList<>();
        session.getWriter()
                .write(
                        ByteBuffer.wrap(PeerFrames.text(Role.SERVER, "a")),
                        new org.glassfish.tyrus.spi.CompletionHandler<>() {
                            @Override
                            public void failed(Throwable cause) {
                                told.add(String.valueOf(cause.getMessage()));
                            }
                        });
        assertThat(told).isEmpty();

        line.lose();

        assertThat(told).containsExactly("The connection is closed");
    }

    @Test
    void aCloseIsAskedOfTheSession() {
        TyrusBridge bridge = TyrusBridge.open(wire, ServerHandshake.NONE, threads::add, this::opened);

        bridge.close(1001, "the server is stopping");

        assertThat(session.events).containsExactly("close:1001:the server is stopping");
        assertThat(line.sent()).as("the session closes the wire").isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // What an engine without a null checker may do.
    void anEngineThatOpensNothingIsToldSo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TyrusBridge.open(wire, ServerHandshake.NONE, threads::add, writer -> null))
                .withMessageContaining("opened no connection");
    }

    @ParameterizedTest
    @CsvSource({"1005, 1000", "1000, 1000", "1006, 1006", "1001, 1001", "4321, 4321"})
    void anEmptyCloseIs1000ToASessionAsEverywhere(int told, int seen) {
        CloseReason reason = TyrusBridge.reason(new End(told, "why"));

        assertThat(reason.getCloseCode().getCode()).isEqualTo(seen);
        assertThat(reason.getReasonPhrase()).isEqualTo("why");
    }
}
