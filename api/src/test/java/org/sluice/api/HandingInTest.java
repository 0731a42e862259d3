package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Helpers that come at once, in the midst, late or never: each socket has the message once, and the reports keep the order of the sockets. */
class HandingInTest {

    private static final Message NEWS = Message.text("news");
    private static final int COUNT = 3 * HandingIn.PIECE + 1;

    private final List<Integer> sent = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> helping = new ArrayList<>();
    /** What an executor was asked to run. */
    private final Queue<Runnable> asked = new ArrayDeque<>();

    @AfterEach
    void awaitHelpers() throws InterruptedException {
        for (Thread helper : helping) {
            helper.join();
        }
    }

    /** So many sockets; each runs the action before it sends, with its number. */
    private List<MessageWebSocket> sockets(int count, Consumer<Integer> action) {
        return IntStream.range(0, count)
                .mapToObj(number -> BroadcastTest.socket(WhenFull.FAIL, message -> {
                    action.accept(number);
                    sent.add(number);
                    return CompletableFuture.completedFuture(null);
                }))
                .toList();
    }

    private Thread help(Runnable task) {
        Thread helper = new Thread(task, "helping");
        helping.add(helper);
        helper.start();
        return helper;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void assertAllHaveIt(List<MessageWebSocket> sockets, List<Delivery> result) {
        assertThat(sent)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, sockets.size()).boxed().toList());
        assertThat(result).extracting(Delivery::socket).containsExactlyElementsOf(sockets);
    }

    @Test
    void aHelperHandsInWhileTheCallerIsBusy() {
        Thread caller = Thread.currentThread();
        CountDownLatch byOthers = new CountDownLatch(COUNT - HandingIn.PIECE);
        List<MessageWebSocket> sockets = sockets(COUNT, number -> {
            if (Thread.currentThread() != caller) {
                byOthers.countDown();
            } else if (number == 0) {
                help(asked.remove());
                await(byOthers);
            }
        });
        HandingIn work = new HandingIn(NEWS, sockets);
        work.share(asked::add, 2);
        assertThat(asked).hasSize(1);

        work.run();

        assertAllHaveIt(sockets, work.result());
    }

    @Test
    void helpersThatComeLateFindNothingToDo() {
        List<MessageWebSocket> sockets = sockets(COUNT, number -> {});
        HandingIn work = new HandingIn(NEWS, sockets);
        work.share(asked::add, 8);
        assertThat(asked).as("with the caller one for each piece").hasSize(3);

        work.run();
        assertAllHaveIt(sockets, work.result());

        asked.forEach(Runnable::run);
        assertAllHaveIt(sockets, work.result());
    }

    @Test
    void aHelperThatRunsOnTheCallersThreadDoesAll() {
        List<MessageWebSocket> sockets = sockets(COUNT, number -> {});

        Broadcast news = Broadcast.send(NEWS, sockets, Runnable::run);

        assertAllHaveIt(sockets, news.deliveries());
    }

    @Test
    void anExecutorThatRefusesIsNotAskedAgain() {
        List<MessageWebSocket> sockets = sockets(COUNT, number -> {});
        HandingIn work = new HandingIn(NEWS, sockets);
        work.share(
                task -> {
                    asked.add(task);
                    throw new RejectedExecutionException("busy");
                },
                8);
        assertThat(asked).hasSize(1);

        work.run();

        assertAllHaveIt(sockets, work.result());
    }

    @Test
    void noHelperIsAskedWhereThereIsLittleToDoOrOneProcessor() {
        new HandingIn(NEWS, sockets(HandingIn.PIECE, number -> {})).share(asked::add, 8);
        new HandingIn(NEWS, sockets(COUNT, number -> {})).share(asked::add, 1);

        assertThat(asked).isEmpty();
    }

    @Test
    void theCallerWaitsForWhatAHelperHasTakenAlsoWhereItIsInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        List<MessageWebSocket> sockets = sockets(COUNT, number -> {
            if (number == 0) {
                begun.countDown();
                await(held);
            }
        });
        HandingIn work = new HandingIn(NEWS, sockets);
        help(work);
        await(begun);
        AtomicBoolean interrupted = new AtomicBoolean();
        CompletableFuture<List<Delivery>> result = new CompletableFuture<>();
        Thread caller = help(() -> {
            work.run();
            List<Delivery> all = work.result();
            interrupted.set(Thread.currentThread().isInterrupted());
            result.complete(all);
        });
        awaitWaiting(caller);
        assertThat(sent).hasSize(COUNT - HandingIn.PIECE);

        caller.interrupt();
        while (caller.isInterrupted()) {
            Thread.onSpinWait();
        }
        awaitWaiting(caller);
        assertThat(result).isNotDone();
        held.countDown();

        assertAllHaveIt(sockets, result.get(20, TimeUnit.SECONDS));
        assertThat(interrupted).isTrue();
    }

    private static void awaitWaiting(Thread thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(System.nanoTime() - deadline).as("a thread that waits").isNegative();
            Thread.onSpinWait();
        }
    }

    @Test
    void anErrorInAnyPieceIsThrownWhenTheOthersHaveTheMessage() {
        Error none = new AssertionError("no memory, for instance");
        HandingIn work = new HandingIn(NEWS, sockets(COUNT, number -> {
            if (number == HandingIn.PIECE + 3) {
                throw none;
            }
        }));

        work.run();

        assertThatThrownBy(work::result).isSameAs(none);
        assertThat(sent).contains(0, HandingIn.PIECE + 2, 2 * HandingIn.PIECE, COUNT - 1);
    }

    @Test
    void aSocketThatDoesNotEvenSayItsPolicyIsThrown() {
        IllegalStateException broken = new IllegalStateException("broken");
        MessageWebSocket socket = BroadcastTest.answering(MessageWebSocket.class, Map.of("control", none -> {
            throw broken;
        }));

        assertThatThrownBy(() -> Broadcast.send(NEWS, List.of(socket))).isSameAs(broken);
    }
}
