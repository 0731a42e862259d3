package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.SoftAssertions;

/** Work of a test that is done at the same time, since most of it is waiting; each part has a name to fail by. */
final class Together {

    private static final Duration MOST = Duration.ofSeconds(60);

    private final Map<String, CompletableFuture<Void>> all = new LinkedHashMap<>();

    void start(String name, Sending work) {
        assertThat(all.put(name, Sending.of(work))).as(name).isNull();
    }

    /** All have; tells of each that has not. */
    void succeed() {
        SoftAssertions.assertSoftly(softly ->
                all.forEach((name, work) -> softly.assertThat(work).as(name).succeedsWithin(MOST)));
    }
}
