package org.sluice.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.ManualExecutor;

class SourcePublisherTest {

    private final FakeSource source = new FakeSource();
    private final ManualExecutor turns = new ManualExecutor();
    private final List<Throwable> failures = new ArrayList<>();
    private final SourcePublisher<String> publisher = new SourcePublisher<>(source, turns, failures::add);
    private final Recorder recorder = new Recorder();

    /** Writes down what it is told. */
    private static class Recorder implements Flow.Subscriber<String> {

        final List<String> events = new ArrayList<>();
        Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(long items) {
                throw new AssertionError("not subscribed");
            }

            @Override
            public void cancel() {
                throw new AssertionError("not subscribed");
            }
        };

        @Override
        public void onSubscribe(Flow.Subscription to) {
            events.add("subscribed");
            subscription = to;
        }

        @Override
        public void onNext(String item) {
            events.add(item);
        }

        @Override
        public void onError(Throwable why) {
            events.add("error: " + why.getMessage());
        }

        @Override
        public void onComplete() {
            events.add("complete");
        }
    }

    private void subscribe() {
        publisher.subscribe(recorder);
        turns.runAll();
    }

    @Test
    void nothingIsTakenWithoutDemand() {
        source.put("a", "b");
        subscribe();

        assertThat(recorder.events).containsExactly("subscribed");
        assertThat(source.left()).isEqualTo(2);
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void asManyComeAsWereAskedFor() {
        subscribe();
        recorder.subscription.request(2);
        turns.runAll();
        source.put("a", "b", "c");
        turns.runAll();
        assertThat(recorder.events).containsExactly("subscribed", "a", "b");

        recorder.subscription.request(1);
        turns.runAll();
        assertThat(recorder.events).containsExactly("subscribed", "a", "b", "c");
    }

    @Test
    void whatComesBetweenThePollAndTheEndOfTheTurnIsNotLost() {
        subscribe();
        source.whenEmpty = () -> {
            source.whenEmpty = () -> {};
            source.put("in between");
        };
        recorder.subscription.request(1);
        turns.runAll();

        assertThat(recorder.events).containsExactly("subscribed", "in between");
    }

    @Test
    void demandInsideOnNextDoesNotRecur() {
        Recorder greedy = new Recorder() {
            @Override
            public void onNext(String item) {
                assertThat(events).as("the call before has returned").doesNotContain("inside");
                events.add("inside");
                subscription.request(1);
                events.remove("inside");
                super.onNext(item);
            }
        };
        publisher.subscribe(greedy);
        turns.runAll();
        source.put("a", "b", "c");
        greedy.subscription.request(1);
        turns.runAll();

        assertThat(greedy.events).containsExactly("subscribed", "a", "b", "c");
    }

    @Test
    void aLongTurnGivesWay() {
        source.put(IntStream.range(0, 2 * Emission.MOST_IN_TURN)
                .mapToObj(String::valueOf)
                .toArray(String[]::new));
        subscribe();
        recorder.subscription.request(Long.MAX_VALUE);
        turns.execute(() -> recorder.events.add("another's"));
        turns.runAll();

        assertThat(recorder.events).hasSize(2 + 2 * Emission.MOST_IN_TURN).endsWith("127");
        assertThat(recorder.events.indexOf("another's")).isEqualTo(1 + Emission.MOST_IN_TURN);
    }

    @Test
    void theEndNeedsNoDemandButComesBehindTheItems() {
        source.put("a");
        subscribe();
        source.end(null);
        turns.runAll();
        assertThat(recorder.events).containsExactly("subscribed");

        recorder.subscription.request(1);
        turns.runAll();
        assertThat(recorder.events).containsExactly("subscribed", "a", "complete");
    }

    @Test
    void anEndThatIsNotCleanIsAnError() {
        subscribe();
        source.end(new IOException("lost"));
        turns.runAll();

        assertThat(recorder.events).containsExactly("subscribed", "error: lost");
    }

    @Test
    void nothingComesAfterACancel() {
        source.put("a", "b");
        subscribe();
        recorder.subscription.request(1);
        turns.runAll();
        recorder.subscription.request(1);
        recorder.subscription.cancel();
        turns.runAll();
        recorder.subscription.request(1);
        recorder.subscription.request(-1);
        source.end(null);
        turns.runAll();

        assertThat(recorder.events).containsExactly("subscribed", "a");
        assertThat(source.cancels).isEqualTo(1);
    }

    @Test
    void demandOfNothingIsAnErrorThatNamesTheRule() {
        subscribe();
        recorder.subscription.request(0);
        turns.runAll();

        assertThat(recorder.events)
                .containsExactly(
                        "subscribed", "error: A subscriber must request 1 or more (Reactive Streams, rule 3.9).");
        assertThat(source.cancels).isEqualTo(1);
    }

    @Test
    void demandAddsUpToNoEnd() {
        subscribe();
        recorder.subscription.request(Long.MAX_VALUE - 1);
        recorder.subscription.request(Long.MAX_VALUE);
        source.put("a", "b");
        turns.runAll();

        assertThat(recorder.events).containsExactly("subscribed", "a", "b");
    }

    @Test
    void aSecondSubscriberIsRefused() {
        subscribe();
        Recorder second = new Recorder();
        publisher.subscribe(second);
        turns.runAll();
        second.subscription.request(1);
        second.subscription.cancel();
        turns.runAll();

        assertThat(second.events).hasSize(2).startsWith("subscribed");
        assertThat(second.events.get(1)).startsWith("error: This publisher has its one subscriber");
    }

    @Test
    void aSubscriberThatThrowsIsToldOfAndGetsNothingMore() {
        RuntimeException thrown = new IllegalStateException("thrown by the test");
        publisher.subscribe(new Recorder() {
            @Override
            public void onSubscribe(Flow.Subscription to) {
                to.request(5);
            }

            @Override
            public void onNext(String item) {
                events.add(item);
                throw thrown;
            }
        });
        turns.runAll();
        source.put("a", "b");
        turns.runAll();

        assertThat(failures).containsExactly(thrown);
        assertThat(source.left()).isEqualTo(1);
        assertThat(source.cancels).isEqualTo(1);
    }

    @Test
    void anErrorOfASubscriberGoesOnToTheThread() {
        Error thrown = new StackOverflowError("thrown by the test");
        publisher.subscribe(new Recorder() {
            @Override
            public void onSubscribe(Flow.Subscription to) {
                throw thrown;
            }
        });

        assertThatThrownBy(turns::runAll).isSameAs(thrown);
        assertThat(failures).containsExactly(thrown);
    }

    @Test
    @SuppressWarnings("NullAway") // What it is about.
    void noSubscriberIsAnArgumentError() {
        assertThatNullPointerException()
                .isThrownBy(() -> publisher.subscribe(null))
                .withMessage("subscriber");
    }
}
