package org.sluice.core.socket;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.sluice.api.SendingSubscriber;
import org.sluice.core.common.Callbacks;
import org.sluice.core.common.SerialExecutor;
import org.sluice.core.flow.Senders;
import org.sluice.core.flow.Sink;
import org.sluice.core.flow.SinkSubscriber;
import org.sluice.core.flow.Source;
import org.sluice.core.flow.SourcePublisher;

/**
 * How a socket calls its application: callbacks in order and one at a time, and beside them what may wait or lasts, each in the
 * application's context. What is called, and why, is left to the socket. Has no lock of its own.
 */
final class ApplicationCalls {

    private final Callbacks application;
    private final Executor callbacks;
    private final Senders senders = new Senders();

    ApplicationCalls(Callbacks application) {
        this.application = application;
        this.callbacks = new SerialExecutor(NearExecutor.over(application.threads()));
    }

    /** Runs a callback of the application after those before it. */
    void callBack(Runnable callback) {
        callbacks.execute(() -> application.context().run(callback));
    }

    /** Where continuations run that have their place among the callbacks. */
    Executor callbacks() {
        return callbacks;
    }

    /** Where continuations of the application run, in no order. */
    Executor threads() {
        return application.threads();
    }

    /** Runs work beside the callbacks, which may last as long as the connection and must not throw. */
    void runLasting(Runnable work) {
        application.lasting().execute(() -> application.context().run(work));
    }

    /** Publishes what is received; a subscriber is called as handlers are, and what it throws is told. */
    <T> Flow.Publisher<T> publishing(Source<T> source, Consumer<Throwable> failed) {
        return new SourcePublisher<>(source, this::callBack, failed);
    }

    /** Sends beside the callbacks, since it may wait. */
    <T> SendingSubscriber<T> sending(Sink<? super T> sink) {
        Executor turns = new SerialExecutor(application.threads());
        return new SinkSubscriber<>(
                sink, turn -> turns.execute(() -> application.context().run(turn)), senders);
    }

    /** The connection has ended, which those that send learn. */
    void endSenders(IOException why) {
        senders.end(why);
    }
}
