package org.sluice.core.flow;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.SubscriberWhiteboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;
import org.sluice.core.common.SerialExecutor;
import org.testng.annotations.AfterClass;

/** The Reactive Streams TCK against a sending subscriber, seen from the inside by one that listens in. */
public class SubscriberWhiteboxTckTest extends FlowSubscriberWhiteboxVerification<String> {

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    public SubscriberWhiteboxTckTest() {
        super(new TestEnvironment(5_000, 50));
    }

    @Override
    protected Flow.Subscriber<String> createFlowSubscriber(
            SubscriberWhiteboxVerification.WhiteboxSubscriberProbe<String> probe) {
        Executor turns = new SerialExecutor(threads);
        Sink<String> sink = new Sink<>() {
            @Override
            public void send(String item) {
                probe.registerOnNext(item);
            }

            @Override
            public void flush() {}

            @Override
            public void end() {
                probe.registerOnComplete();
            }

            @Override
            public void abandon() {}
        };
        return new ListeningIn(new SinkSubscriber<>(sink, turns, new Senders()), probe);
    }

    @Override
    public String createElement(int element) {
        return "item " + element;
    }

    @AfterClass
    public void stop() {
        threads.shutdownNow();
    }

    /** Passes everything on, and shows the subscription and the failure to the TCK. */
    private record ListeningIn(
            SinkSubscriber<String> to, SubscriberWhiteboxVerification.WhiteboxSubscriberProbe<String> probe)
            implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            to.onSubscribe(subscription);
            probe.registerOnSubscribe(new SubscriberWhiteboxVerification.SubscriberPuppet() {
                @Override
                public void triggerRequest(long items) {
                    subscription.request(items);
                }

                @Override
                public void signalCancel() {
                    subscription.cancel();
                }
            });
        }

        @Override
        public void onNext(String item) {
            to.onNext(item);
        }

        @Override
        public void onError(Throwable why) {
            to.onError(why);
            probe.registerOnError(why);
        }

        @Override
        public void onComplete() {
            to.onComplete();
        }
    }
}
