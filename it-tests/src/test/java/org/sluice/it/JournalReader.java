package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.sluice.it.app.Journal;

/** Reads the {@link Journal} of the test application under one key, with the JDK's client. */
final class JournalReader {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** How long nothing more may come before it is believed that nothing will. */
    private static final Duration QUIET = Duration.ofMillis(300);

    private final URI uri;
    private final String key;

    JournalReader(URI uri, String key) {
        this.uri = uri;
        this.key = key;
    }

    String key() {
        return key;
    }

    /** All events so far. */
    List<String> events() throws Exception {
        ForeignClient client = new ForeignClient();
        WebSocket socket = ForeignClient.connect(uri, client);
        try {
            socket.sendText(key, true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return client.next().lines().toList();
        } finally {
            socket.abort();
        }
    }

    /** Waits for an event that begins so, and returns it. */
    String await(String beginning) {
        return Awaitility.await("an event: " + beginning)
                .atMost(PATIENCE)
                .until(() -> beginning(beginning), found -> !found.isEmpty())
                .get(0);
    }

    /** Waits for an event that begins so and for the quiet that shows it to be the only one. */
    String awaitOnly(String beginning) {
        return Awaitility.await("one event alone: " + beginning)
                .atMost(PATIENCE)
                .during(QUIET)
                .until(() -> beginning(beginning), found -> found.size() == 1)
                .get(0);
    }

    /** Waits for the quiet that shows that no more events begin so, and returns them. */
    List<String> awaitSame(String beginning) {
        AtomicReference<List<String>> before = new AtomicReference<>(List.of());
        return Awaitility.await("no more events: " + beginning)
                .atMost(PATIENCE)
                .during(QUIET)
                .until(
                        () -> {
                            List<String> now = beginning(beginning);
                            return now.equals(before.getAndSet(now)) ? now : List.<String>of();
                        },
                        same -> !same.isEmpty());
    }

    /** Waits until so many events begin so. */
    void awaitCount(String beginning, int count) {
        Awaitility.await(count + " events: " + beginning)
                .atMost(PATIENCE)
                .until(() -> beginning(beginning).size() == count);
    }

    /** Waits until as many events begin in the one way as in the other, and for the quiet that shows that no more come. */
    void awaitSameCount(String one, String other) {
        Awaitility.await("as many events: " + one + ", " + other)
                .atMost(PATIENCE)
                .during(QUIET)
                .untilAsserted(() -> assertThat(beginning(one).size())
                        .isEqualTo(beginning(other).size()));
    }

    private List<String> beginning(String words) throws Exception {
        return events().stream().filter(event -> event.startsWith(words)).toList();
    }
}
