package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.core.frame.Role;

class TyrusWriterTest {

    private final FakeLine line = new FakeLine();
    private final Wire wire = new Wire(line, Role.SERVER, Duration.ofMinutes(10));
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final TyrusWriter writer = new TyrusWriter(wire, threads::add);
    private final List<String> told = new ArrayList<>();

    TyrusWriterTest() {
        line.tell(wire.events());
        wire.whenGone(writer::fail);
    }

    @AfterEach
    void end() {
        line.lose();
        line.run();
        runThreads();
    }

    private void runThreads() {
        for (Runnable task = threads.poll(); task != null; task = threads.poll()) {
            task.run();
        }
    }

    private void write(String name, byte[] frame) {
        writer.write(ByteBuffer.wrap(frame), new CompletionHandler<>() {
            @Override
            public void completed(ByteBuffer result) {
                told.add(name);
            }

            @Override
            public void failed(Throwable cause) {
                told.add(name + " failed: " + cause.getMessage());
            }
        });
    }

    private void text(String text) {
        write(text, PeerFrames.text(Role.SERVER, text));
    }

    private void large(String name, int size) {
        write(name, PeerFrames.binary(Role.SERVER, size));
    }

    private List<String> sent() {
        return line.sentBy(Role.SERVER);
    }

    @Test
    void aFrameIsWrittenByTheCallerAndToldOnceTheSystemHasIt() {
        text("a");
        large("b", 70_000);

        assertThat(sent()).containsExactly("text:a", "binary:65536+", "binary:4464");
        assertThat(told).containsExactly("a", "b");
        assertThat(threads).isEmpty();
    }

    @Test
    void nobodyHasToWaitForAWrite() {
        writer.write(ByteBuffer.wrap(PeerFrames.text(Role.SERVER, "a")), null);

        assertThat(sent()).containsExactly("text:a");
    }

    @Test
    void whileThePeerReadsTooLittleTheCallerGoesOnAndAThreadWritesLater() {
        line.takes(0);
        large("first", 40_000);
        large("second", 100_000);
        text("third");
        assertThat(told).isEmpty();

        line.takesAll();
        line.writable();
        assertThat(told).containsExactly("first");
        runThreads();

        assertThat(told).containsExactly("first", "second", "third");
        assertThat(sent()).containsExactly("binary:40000", "binary:65536+", "binary:34464", "text:third");
    }

    @Test
    void controlFramesPassDataThatWaits() {
        line.takes(0);
        large("first", 40_000);
        large("second", 100_000);
        write("ping", PeerFrames.ping(Role.SERVER, "p"));
        line.takesAll();
        line.writable();
        runThreads();

        assertThat(sent()).containsExactly("binary:40000", "ping:p", "binary:65536+", "binary:34464");
        assertThat(told).containsExactly("first", "ping", "second");
    }

    @Test
    void theCloseFrameComesBehindTheDataThatWaits() {
        line.takes(0);
        large("first", 40_000);
        text("second");
        write("close", PeerFrames.close(Role.SERVER, 1000, "done"));
        writer.close();
        assertThat(line.terminations).hasValue(0);
        line.takesAll();
        line.writable();
        runThreads();

        assertThat(sent()).containsExactly("binary:40000", "text:second", "close:1000:done");
        assertThat(told).containsExactly("first", "second", "close");
    }

    @Test
    void dataOfASessionWhoseSocketIsAttachedIsRefusedAndControlFramesAreNot() {
        wire.attach(new RecordingInbound(), Duration.ZERO, Duration.ZERO);
        text("a");
        write("ping", PeerFrames.ping(Role.SERVER, "p"));
        write("close", PeerFrames.close(Role.SERVER, 1000, ""));

        assertThat(told.get(0)).startsWith("a failed: The socket has this connection");
        assertThat(told.subList(1, 3)).containsExactly("ping", "close");
        assertThat(sent()).containsExactly("ping:p", "close:1000:");
    }

    @Test
    void whatIsNoFrameIsRefused() {
        write("odd", new byte[] {(byte) 0x83, 0});

        assertThat(told).singleElement().asString().startsWith("odd failed:");
    }

    @Test
    void everyWriteFailsOnceWhenTheConnectionIsGone() {
        line.takes(0);
        large("flying", 40_000);
        large("waiting", 100_000);
        text("behind");

        line.lose();
        line.run();
        runThreads();
        text("late");
        write("ping", PeerFrames.ping(Role.SERVER, "p"));

        assertThat(told).hasSize(5).allMatch(one -> one.contains(" failed: "));
        assertThat(told.stream().map(one -> one.substring(0, one.indexOf(' '))))
                .containsExactly("flying", "waiting", "behind", "late", "ping");
    }

    @Test
    void whatWaitsFailsOnceThoughNoThreadIsToBeHad() {
        line.takes(0);
        large("flying", 40_000);
        large("waiting", 100_000);
        text("behind");

        line.lose();
        line.run();
        text("late");

        assertThat(told.stream().map(one -> one.substring(0, one.indexOf(' '))))
                .containsExactly("flying", "waiting", "behind", "late");
        runThreads();
        assertThat(told).hasSize(4);
    }

    @Test
    void aControlFrameThatWaitsFailsWhenTheConnectionIsGone() {
        line.takes(0);
        write("ping", PeerFrames.ping(Role.SERVER, "p"));
        assertThat(told).isEmpty();

        line.lose();
        line.run();

        assertThat(told).containsExactly("ping failed: The connection is closed");
    }

    @Test
    void aLineThatFailsFailsTheWriteOnce() {
        line.failWrites(new IOException("Broken pipe"));
        text("a");
        line.run();

        assertThat(told).singleElement().asString().startsWith("a failed: ");
    }

    @Test
    void whatTheSystemHasTakenIsSentThoughTheEndComesBeforeThatIsTold() {
        line.whileItWrites = () -> writer.fail(new IOException("gone"));
        text("a");

        assertThat(sent()).containsExactly("text:a");
        assertThat(told).containsExactly("a");
    }

    @Test
    void aControlFrameThatTheSystemHasTakenIsSentThoughTheEndComesBeforeThatIsTold() {
        line.whileItWrites = () -> writer.fail(new IOException("gone"));
        write("ping", PeerFrames.ping(Role.SERVER, "p"));

        assertThat(told).containsExactly("ping");
    }

    @Test
    void whatTheSystemDoesNotTakeFailsOnceWhereTheEndComesMeanwhile() {
        line.takes(0);
        line.whileItWrites = () -> writer.fail(new IOException("gone"));
        text("a");
        write("ping", PeerFrames.ping(Role.SERVER, "p"));
        assertThat(told).containsExactly("a failed: gone", "ping failed: gone");

        line.takesAll();
        line.writable();

        assertThat(told).hasSize(2);
    }

    @Test
    void anEngineThatGivesUpEndsTheConnection() {
        writer.close();

        assertThat(line.terminations).hasValue(1);
    }

    @Test
    void anEngineThatGivesUpWhileDataWaitsEndsTheConnectionToo() {
        line.takes(0);
        large("first", 40_000);
        text("second");

        writer.close();
        line.run();
        runThreads();

        assertThat(line.terminations.get()).isPositive();
        assertThat(told).hasSize(2).allMatch(one -> one.contains(" failed: "));
    }

    @Test
    void anEngineThatHasClosedLeavesTheRestToTheWire() {
        write("close", PeerFrames.close(Role.SERVER, 1000, ""));

        writer.close();

        assertThat(line.terminations).hasValue(0);
    }
}
