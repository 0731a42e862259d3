package org.sluice.grizzly.client;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.sluice.api.HttpAnswer;
import org.sluice.core.common.Deadline;

/** Reads an answer that refuses, with the first bytes of its body as far as they come in a short time. */
final class Refusals {

    /** Of interest to a reader of logs, and worth no more than this. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private Refusals() {}

    static HttpAnswer read(Reached reached, UpgradeExchange.Answer answer, Patience patience) throws IOException {
        Instant received = Instant.now();
        ResponseHead head = answer.head();
        BodyReading reading = new BodyReading(reached.line(), new BodyStart(head, HttpAnswer.MOST_BODY));
        reached.events().to(reading);
        Deadline soon = Deadline.in(PATIENCE);
        try {
            Void unused = patience.await(
                    reading.start(answer.rest()),
                    "the body of a refusal",
                    soon.leftNanos() < reached.deadline().leftNanos() ? soon : reached.deadline());
        } catch (IOException e) {
            patience.check();
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
        }
        return new HttpAnswer(head.status(), head.reason(), head.byName(), reading.bytes(), received);
    }
}
