package org.sluice.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One message to many sockets. It is encoded once; the queues of the sockets share what is encoded. A socket whose peer does not keep up
 * holds up none of the others, and {@link Delivery} says of each what became of it. Immutable, for any thread.
 *
 * <pre>{@code
 * Broadcast.send(Message.text("news"), members).finished().thenAccept(all -> all.forEach(one ->
 *         one.failure().ifPresent(why -> log(one.socket() + " missed the news: " + why))));
 * }</pre>
 */
public final class Broadcast {

    private final List<Delivery> deliveries;

    private Broadcast(List<Delivery> deliveries) {
        this.deliveries = List.copyOf(deliveries);
    }

    /**
     * Hands a message to all sockets, and does not wait for any; from any thread, a received handler included. Where the queue of one is
     * full, the policy of the message or else of the socket decides, except that {@link WhenFull#WAIT} is taken for {@link
     * WhenFull#DROP_NEWEST}. A socket that cannot send is reported like one that fails, and the others get the message.
     *
     * <p>The messages that one thread broadcasts keep their order on each socket, except as {@link WhenFull#CONFLATE} says.
     *
     * @param message what is sent, and how
     * @param sockets each gets it, in the order of the collection, which is read once
     * @return what becomes of it
     * @throws NullPointerException if an argument or a socket is null; nothing is sent then
     */
    public static Broadcast send(Message message, Collection<? extends MessageWebSocket> sockets) {
        HandingIn all = handingIn(message, sockets);
        all.run();
        return new Broadcast(all.result());
    }

    /**
     * As {@link #send(Message, Collection)}, with the help of other threads: worth while from some hundred sockets on, where the calls to the system
     * take longer than to start a thread. The calling thread does what they leave, and returns when all is handed in; so an executor that is
     * busy or refuses only leaves more to it. The order of the sockets is then that of the reports only.
     *
     * @param message what is sent, and how
     * @param sockets each gets it; the collection is read once, by the calling thread
     * @param helpers is given a task for each further processor, and not used afterwards; in Jakarta EE a managed executor, elsewhere for instance
     *     {@link java.util.concurrent.ForkJoinPool#commonPool()}
     * @return what becomes of it
     * @throws NullPointerException if an argument or a socket is null; nothing is sent then
     */
    public static Broadcast send(Message message, Collection<? extends MessageWebSocket> sockets, Executor helpers) {
        Objects.requireNonNull(helpers, "helpers");
        HandingIn all = handingIn(message, sockets);
        all.share(helpers, Runtime.getRuntime().availableProcessors());
        all.run();
        return new Broadcast(all.result());
    }

    private static HandingIn handingIn(Message message, Collection<? extends MessageWebSocket> sockets) {
        Objects.requireNonNull(message, "message");
        List<MessageWebSocket> all = new ArrayList<>(Objects.requireNonNull(sockets, "sockets"));
        all.forEach(socket -> Objects.requireNonNull(socket, "a socket of sockets"));
        return new HandingIn(message, all);
    }

    /**
     * What becomes of the message.
     *
     * @return one for each socket, in the order in which they were given; immutable
     */
    public List<Delivery> deliveries() {
        return deliveries;
    }

    /**
     * Tells when nothing is under way any more, which is within the time of the message, or else of each socket: see {@link
     * Message#within} and {@link WebSocketControl#sendTimeout()}.
     *
     * @return completes with the {@link #deliveries()} when the last of them has ended, in whatever way; never exceptionally
     */
    public CompletableFuture<List<Delivery>> finished() {
        CompletableFuture<?>[] all = deliveries.stream().map(Delivery::sent).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all).handle((none, failure) -> deliveries);
    }
}
