package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BroadcastTest {

    private static final Message NEWS = Message.text("news");

    private final List<Message> sent = new ArrayList<>();

    /** A socket with that policy, of which only what a broadcast needs is there. */
    static MessageWebSocket socket(WhenFull policy, Function<Message, CompletableFuture<Void>> sending) {
        Object control = answering(MessageWebSocketControl.class, Map.of("whenFull", none -> policy));
        return answering(
                MessageWebSocket.class,
                Map.of("control", none -> control, "sendAsync", message -> sending.apply((Message) message)));
    }

    static <T> T answering(Class<T> type, Map<String, Function<Object, Object>> answers) {
        Object made =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("equals")) {
                        return self == arguments[0];
                    }
                    if (method.getName().equals("toString")) {
                        return type.getSimpleName();
                    }
                    return Objects.requireNonNull(answers.get(method.getName()), method.getName())
                            .apply(arguments == null ? NEWS : arguments[0]);
                });
        return type.cast(made);
    }

    private MessageWebSocket taking(WhenFull policy) {
        return socket(policy, message -> {
            sent.add(message);
            return CompletableFuture.completedFuture(null);
        });
    }

    private static MessageWebSocket failing(Throwable with) {
        return socket(WhenFull.FAIL, message -> CompletableFuture.failedFuture(with));
    }

    @Test
    void eachSocketHasAResultInTheOrderOfTheSockets() {
        MessageDroppedException dropped = new MessageDroppedException(WhenFull.FAIL, false, null);
        List<MessageWebSocket> sockets = List.of(taking(WhenFull.FAIL), failing(dropped), taking(WhenFull.FAIL));

        Broadcast news = Broadcast.send(NEWS, sockets);

        assertThat(news.deliveries()).extracting(Delivery::socket).containsExactlyElementsOf(sockets);
        assertThat(news.deliveries().get(0).failure()).isEmpty();
        assertThat(news.deliveries().get(1).failure()).contains(dropped);
        assertThat(news.deliveries().get(2).failure()).isEmpty();
        assertThat(news.finished()).isCompletedWithValue(news.deliveries());
        assertThat(sent).containsExactly(NEWS, NEWS);
    }

    @Test
    void itIsFinishedWhenTheLastHasEnded() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        Broadcast news = Broadcast.send(
                NEWS, List.of(socket(WhenFull.FAIL, message -> slow), failing(new IllegalArgumentException())));
        CompletableFuture<List<Delivery>> finished = news.finished();
        assertThat(finished).isNotDone();
        assertThat(news.deliveries().get(0).failure()).isEmpty();

        slow.complete(null);

        assertThat(finished).isCompletedWithValue(news.deliveries());
    }

    @Test
    void aSocketThatCannotSendAtAllIsReportedAndTheOthersGetTheMessage() {
        IllegalStateException never = new IllegalStateException("The socket is not connected; connect it first.");
        MessageWebSocket unconnected = socket(WhenFull.WAIT, message -> {
            throw never;
        });

        Broadcast news = Broadcast.send(NEWS, List.of(unconnected, taking(WhenFull.FAIL)));

        assertThat(news.deliveries().get(0).failure()).contains(never);
        assertThat(sent).hasSize(1);
    }

    @Test
    void nobodyIsWaitedForWhateverTheSocketOrTheMessageSays() {
        for (Broadcast one : List.of(
                Broadcast.send(NEWS, List.of(taking(WhenFull.WAIT), taking(WhenFull.DROP_OLDEST))),
                Broadcast.send(NEWS.whenFull(WhenFull.WAIT).key("k"), List.of(taking(WhenFull.DROP_OLDEST))),
                Broadcast.send(NEWS.whenFull(WhenFull.CONFLATE), List.of(taking(WhenFull.WAIT))))) {
            assertThat(one.finished()).isCompleted();
        }

        assertThat(sent.stream().map(message -> message.whenFull().orElse(null)))
                .containsExactly(WhenFull.DROP_NEWEST, null, WhenFull.DROP_NEWEST, WhenFull.CONFLATE);
        assertThat(sent.get(2).key()).contains("k");
    }

    @Test
    void nobodyIsNoProblem() {
        Broadcast news = Broadcast.send(NEWS, List.of());

        assertThat(news.deliveries()).isEmpty();
        assertThat(news.finished()).isCompletedWithValue(List.of());
    }

    @Test
    @SuppressWarnings("NullAway") // What a caller without a null checker may do.
    void nullsAreNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> Broadcast.send(null, List.of()))
                .withMessage("message");
        assertThatNullPointerException()
                .isThrownBy(() -> Broadcast.send(NEWS, null))
                .withMessage("sockets");
        assertThatNullPointerException()
                .isThrownBy(() -> Broadcast.send(NEWS, Arrays.asList(taking(WhenFull.FAIL), null)))
                .withMessage("a socket of sockets");
        assertThatNullPointerException()
                .isThrownBy(() -> Broadcast.send(NEWS, List.of(taking(WhenFull.FAIL)), null))
                .withMessage("helpers");
        assertThat(sent).as("nobody got what others did not").isEmpty();
        assertThatNullPointerException()
                .isThrownBy(() -> new Delivery(null, new CompletableFuture<>()))
                .withMessage("socket");
        assertThatNullPointerException()
                .isThrownBy(() -> new Delivery(taking(WhenFull.FAIL), null))
                .withMessage("sent");
    }
}
