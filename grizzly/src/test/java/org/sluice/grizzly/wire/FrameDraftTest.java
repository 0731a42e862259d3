package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.core.frame.FrameDecoder;
import org.sluice.core.frame.FrameEncoder;
import org.sluice.core.frame.FrameHandler;
import org.sluice.core.frame.MaskingKeys;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Role;
import org.sluice.core.port.ClosingException;

/** Frames that are built where they are written from: the same bytes as any other, and each segment back once. */
class FrameDraftTest {

    private final FakeLine line = new FakeLine();
    private final SegmentPool pool = new SegmentPool(direct());
    private final Outbox outbox = outbox(Role.SERVER);
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    /** Whether segments are outside the heap, or else arrays. */
    boolean direct() {
        return true;
    }

    @AfterEach
    void stop() {
        other.shutdownNow();
    }

    private Outbox outbox(Role role) {
        return new Outbox(line, new FrameEncoder(role, new MaskingKeys(new SecureRandom())), pool);
    }

    private static FrameDraft draft(Outbox of, byte[] content, int step) {
        FrameDraft draft = Objects.requireNonNull(of.draft());
        for (int from = 0; from < content.length; from += step) {
            int length = Math.min(step, content.length - from);
            if (from / step % 2 == 0) {
                draft.put(content, from, length);
            } else {
                draft.put(ByteBuffer.allocateDirect(length)
                        .put(content, from, length)
                        .flip());
            }
        }
        return draft;
    }

    private static byte[] numbered(int size) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i * 31 + (i >> 8));
        }
        return content;
    }

    private static byte[] payload(Role by, byte[] sent) throws Exception {
        ByteBuffer all = ByteBuffer.allocate(sent.length);
        FrameDecoder decoder =
                new FrameDecoder(by == Role.CLIENT ? Role.SERVER : Role.CLIENT, false, new FrameHandler() {
                    @Override
                    public boolean data(Opcode kind, boolean compressed, ByteBuffer part, boolean last) {
                        all.put(part);
                        return true;
                    }

                    @Override
                    public void ping(ByteBuffer payload) {}

                    @Override
                    public void pong(ByteBuffer payload) {}

                    @Override
                    public void close(int code, String reason) {}
                });
        boolean unused = decoder.decode(ByteBuffer.wrap(sent.clone()));
        byte[] found = new byte[all.position()];
        all.flip().get(found);
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT,0,1",
        "CLIENT,1,1",
        "CLIENT,126,7",
        "CLIENT,5000,3",
        "CLIENT,65522,1000",
        "CLIENT,65536,65536",
        "SERVER,0,1",
        "SERVER,125,7",
        "SERVER,5000,3",
        "SERVER,65522,8192",
        "SERVER,65536,65536"
    })
    void theBytesArriveHoweverTheyWerePut(Role role, int size, int step) throws Exception {
        Outbox box = outbox(role);
        byte[] content = numbered(size);
        box.drafted(Opcode.BINARY, true, draft(box, content, step));
        box.flush(() -> {});

        assertThat(line.sentBy(role)).containsExactly("binary:" + size);
        assertThat(payload(role, line.sent())).isEqualTo(content);
        assertThat(pool.drafts()).isZero();
        assertThat(box.pending()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void theyGoOutInTheOrderInWhichTheyWereHandedIn(Role role) throws Exception {
        Outbox box = outbox(role);
        FrameDraft second = draft(box, numbered(30_000), 30_000);
        FrameDraft first = draft(box, numbered(50_000), 50_000);
        box.frame(Opcode.PING, true, false, StandardCharsets.UTF_8.encode("a"));
        box.drafted(Opcode.BINARY, false, first);
        box.frame(Opcode.PING, true, false, StandardCharsets.UTF_8.encode("b"));
        box.drafted(Opcode.CONTINUATION, true, second);
        box.flush(() -> {});

        assertThat(line.sentBy(role)).containsExactly("ping:a", "binary:50000+", "ping:b", "binary:30000");
    }

    @Test
    void aLargeOneIsWrittenFromWhereItWasBuiltEvenInPieces() throws Exception {
        List<String> told = new ArrayList<>();
        line.takes(10);
        outbox.drafted(Opcode.BINARY, true, draft(outbox, numbered(50_000), 50_000));
        outbox.flush(() -> told.add("sent"));
        assertThat(line.writing).isTrue();
        assertThat(told).isEmpty();

        line.takes(40_000);
        outbox.writable();
        line.takesAll();
        outbox.writable();

        assertThat(payload(Role.SERVER, line.sent())).isEqualTo(numbered(50_000));
        assertThat(line.segments).hasSize(1);
        assertThat(told).containsExactly("sent");
    }

    @Test
    void smallOnesShareAWrite() throws Exception {
        for (int i = 0; i < 5; i++) {
            outbox.drafted(Opcode.BINARY, true, draft(outbox, numbered(100), 100));
        }
        outbox.flush(() -> {});

        assertThat(line.writes).isEqualTo(1);
        assertThat(line.sentBy(Role.SERVER)).hasSize(5);
    }

    @Test
    void oneThatWasGivenUpIsNotSentAndForgetsWhatItIsGiven() throws Exception {
        FrameDraft draft = draft(outbox, numbered(10), 10);
        draft.drop();
        draft.drop();
        draft.put(numbered(10), 0, 10);

        assertThat(pool.drafts()).isZero();
        assertThatThrownBy(() -> outbox.drafted(Opcode.BINARY, true, draft)).hasMessageContaining("given up");
        outbox.flush(() -> {});
        assertThat(line.sent()).isEmpty();
    }

    @Test
    void oneThatWasSentIsNotSentAgain() throws Exception {
        FrameDraft draft = draft(outbox, numbered(10), 10);
        outbox.drafted(Opcode.BINARY, true, draft);
        draft.drop();

        assertThatThrownBy(() -> outbox.drafted(Opcode.BINARY, true, draft)).isInstanceOf(IOException.class);
        outbox.flush(() -> {});
        assertThat(line.sentBy(Role.SERVER)).containsExactly("binary:10");
        assertThat(pool.drafts()).isZero();
    }

    @Test
    void behindACloseFrameNothingIsLentOrTaken() throws Exception {
        FrameDraft before = draft(outbox, numbered(10), 10);
        outbox.frame(Opcode.CLOSE, true, false, ByteBuffer.allocate(0));

        assertThat(outbox.draft()).isNull();
        assertThatThrownBy(() -> outbox.drafted(Opcode.BINARY, true, before)).isInstanceOf(ClosingException.class);
        before.drop();
        assertThat(pool.drafts()).isZero();
    }

    @Test
    void theEndOfTheConnectionEndsAllThatAreLent() throws Exception {
        FrameDraft open = draft(outbox, numbered(10), 10);
        FrameDraft waiting = draft(outbox, numbered(50_000), 50_000);
        line.takes(0);
        outbox.drafted(Opcode.BINARY, true, waiting);
        outbox.flush(() -> {});

        outbox.end(new IOException("gone"));
        open.put(numbered(10), 0, 10);

        assertThat(pool.drafts()).isZero();
        assertThat(outbox.draft()).isNull();
        assertThatThrownBy(() -> outbox.drafted(Opcode.BINARY, true, open)).hasMessageContaining("gone");
        ByteBuffer one = pool.take();
        ByteBuffer two = pool.take();
        assertThat(one).as("each is back once").isNotSameAs(two);
    }

    @Test
    void soManyAreLentAtOnceAndNoMore() {
        List<FrameDraft> lent = new ArrayList<>();
        for (int i = 0; i < SegmentPool.MOST_DRAFTS; i++) {
            lent.add(Objects.requireNonNull((i % 2 == 0 ? outbox : outbox(Role.CLIENT)).draft()));
        }
        assertThat(outbox.draft()).isNull();

        lent.get(0).drop();
        assertThat(outbox.draft()).isNotNull();
        assertThat(outbox.draft()).isNull();
    }

    /** Whoever is first has the segment: it is sent whole or not at all, and is back once. */
    @Test
    void sendingGivingUpAndTheEndMayComeAtTheSameTime() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        for (int round = 0; round < 500; round++) {
            boolean end = round % 2 == 0;
            FakeLine to = new FakeLine();
            Outbox box = new Outbox(to, new FrameEncoder(Role.SERVER, new MaskingKeys(new SecureRandom())), pool);
            FrameDraft draft = draft(box, numbered(20_000), 20_000);
            Future<Void> racing = other.submit(() -> {
                start.await();
                if (end) {
                    box.end(new IOException("gone"));
                } else {
                    draft.drop();
                }
                return null;
            });
            start.await();
            try {
                draft.put(numbered(8), 0, 8);
                box.drafted(Opcode.BINARY, true, draft);
                box.flush(() -> {});
            } catch (IOException e) {
                assertThat(e).hasMessageMatching(".*(gone|given up).*");
            }
            racing.get();

            assertThat(to.sentBy(Role.SERVER)).isSubsetOf("binary:20008");
            assertThat(pool.drafts()).isZero();
            ByteBuffer one = pool.take();
            ByteBuffer two = pool.take();
            assertThat(one).as("in round %s a segment came back twice", round).isNotSameAs(two);
            pool.giveBack(one);
            pool.giveBack(two);
        }
    }
}
