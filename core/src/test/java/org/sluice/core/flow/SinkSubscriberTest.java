package org.sluice.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.ManualExecutor;

class SinkSubscriberTest {

    private final List<String> events = new ArrayList<>();
    private final ManualExecutor turns = new ManualExecutor();
    private final Senders senders = new Senders();
    private @Nullable Throwable failure;

    private final Sink<String> sink = new Sink<>() {
        @Override
        public void send(String item) throws IOException {
            fail();
            events.add(item);
        }

        @Override
        public void flush() {
            events.add("flush");
        }

        @Override
        public void end() throws IOException {
            fail();
            events.add("end");
        }

        @Override
        public void abandon() {
            events.add("abandon");
        }

        private void fail() throws IOException {
            Throwable now = failure;
            if (now instanceof IOException checked) {
                throw checked;
            }
            if (now instanceof Error error) {
                throw error;
            }
        }
    };

    private final Flow.Subscription subscription = new Flow.Subscription() {
        @Override
        public void request(long items) {
            events.add("request " + items);
        }

        @Override
        public void cancel() {
            events.add("cancel");
        }
    };

    private final SinkSubscriber<String> subscriber = new SinkSubscriber<>(sink, turns, senders);

    private void subscribe() {
        subscriber.onSubscribe(subscription);
        turns.runAll();
        assertThat(events).containsExactly("request " + SinkSubscriber.AHEAD);
        events.clear();
    }

    @Test
    void eachItemThatIsSentMakesRoomForOne() {
        subscribe();
        subscriber.onNext("a");
        subscriber.onNext("b");
        assertThat(events).as("the publisher's thread sends nothing").isEmpty();

        turns.runAll();
        assertThat(events).containsExactly("a", "request 1", "b", "flush", "request 1");
        assertThat(subscriber.sent()).isNotDone();
    }

    @Test
    void theEndOfThePublisherEndsTheSinkAndThenTellsIt() {
        subscribe();
        subscriber.onNext("a");
        subscriber.onComplete();
        assertThat(subscriber.sent()).isNotDone();
        turns.runAll();

        assertThat(events).containsExactly("a", "flush", "request 1", "end");
        assertThat(subscriber.sent()).isCompletedWithValue(null);
        senders.end(new IOException("closed later"));
        turns.runAll();
        assertThat(events).doesNotContain("abandon");
    }

    @Test
    void aFailureToSendCancelsAndTells() {
        subscribe();
        failure = new IOException("stuck");
        subscriber.onNext("a");
        subscriber.onNext("b");
        subscriber.onComplete();
        turns.runAll();

        assertThat(events).containsExactly("abandon", "cancel");
        assertThatThrownBy(subscriber.sent()::join)
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);
    }

    @Test
    void aFailureToEndIsTold() {
        subscribe();
        failure = new IOException("stuck");
        subscriber.onComplete();
        turns.runAll();

        assertThat(events).containsExactly("abandon");
        assertThat(subscriber.sent()).isCompletedExceptionally();
    }

    @Test
    void anErrorIsToldAndGoesOn() {
        subscribe();
        failure = new StackOverflowError("thrown by the test");
        subscriber.onNext("a");

        assertThatThrownBy(turns::runAll).isSameAs(failure);
        assertThat(subscriber.sent()).isCompletedExceptionally();
    }

    @Test
    void aFailureOfThePublisherAbandonsTheSinkBehindWhatCameBefore() {
        subscribe();
        IOException why = new IOException("the publisher's");
        subscriber.onNext("a");
        subscriber.onError(why);
        subscriber.onError(why);
        turns.runAll();

        assertThat(events).containsExactly("a", "flush", "request 1", "abandon");
        assertThatThrownBy(subscriber.sent()::join).hasCause(why);
    }

    @Test
    void theEndOfTheConnectionIsToldWithoutAnItem() {
        subscribe();
        IOException why = new IOException("closed");
        senders.end(why);
        senders.end(new IOException("too late"));
        turns.runAll();

        assertThat(events).containsExactly("abandon", "cancel");
        assertThatThrownBy(subscriber.sent()::join).hasCause(why);
    }

    @Test
    void aConnectionThatHasEndedEndsASubscriptionAtOnce() {
        senders.end(new IOException("closed"));
        subscriber.onSubscribe(subscription);
        turns.runAll();

        assertThat(events).containsExactly("request 4", "abandon", "cancel");
        assertThat(subscriber.sent()).isCompletedExceptionally();
    }

    @Test
    void aSecondSubscriptionIsCancelled() {
        subscribe();
        subscriber.onSubscribe(subscription);
        turns.runAll();
        assertThat(events).containsExactly("cancel");
    }

    @Test
    void aSubscriptionAfterTheEndIsCancelled() {
        subscriber.onComplete();
        subscriber.onSubscribe(subscription);
        turns.runAll();
        assertThat(events).containsExactly("end", "cancel");
    }

    @Test
    void aFutureThatIsCancelledIsTheCallersOwn() {
        subscribe();
        assertThat(subscriber.sent().cancel(true)).isTrue();
        subscriber.onComplete();
        turns.runAll();
        assertThat(subscriber.sent()).isCompletedWithValue(null);
    }

    @Test
    @SuppressWarnings("NullAway") // What it is about.
    void nullIsAnArgumentError() {
        assertThatNullPointerException()
                .isThrownBy(() -> subscriber.onSubscribe(null))
                .withMessage("subscription");
        assertThatNullPointerException()
                .isThrownBy(() -> subscriber.onNext(null))
                .withMessage("item");
        assertThatNullPointerException()
                .isThrownBy(() -> subscriber.onError(null))
                .withMessage("why");
    }
}
