package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.sluice.api.Broadcast;
import org.sluice.api.Delivery;
import org.sluice.api.Message;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocket;
import org.sluice.api.WebSocketInformation;
import org.sluice.server.launcher.EmbeddedServer;

/** Broadcasts to three members, the second of which meets a fault: it is reported with its reason, and the others get everything. */
record FaultyBroadcast(EmbeddedServer server, LineFault fault, boolean atServer, boolean credit) implements Sending {

    private static final int SIZE = 64 * 1024;
    private static final Message MESSAGE = Message.binary(ByteBuffer.allocate(SIZE));

    @Override
    public void run() throws Exception {
        try (FaultyConnection first = connection(Operation.LONG);
                FaultyConnection second = connection(fault.patience());
                FaultyConnection third = connection(Operation.LONG)) {
            first.letGo();
            third.letGo();
            List<MessageWebSocket> members = new ArrayList<>();
            for (FaultyConnection each : List.of(first, second, third)) {
                members.add((MessageWebSocket) each.end(atServer));
            }
            AtomicInteger broadcasts = new AtomicInteger();
            if (!fault.isTold()) {
                second.hit(fault);
            }
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Caller caller = Caller.of(() -> failure.complete(untilTheSecondFails(members, broadcasts)));
            if (fault.isTold()) {
                caller.awaitWaiting();
                second.hit(fault);
            }

            Throwable why = failure.get(20, TimeUnit.SECONDS);
            assertThat(WebErrorStatus.of(why)).as("%s", why).isIn(fault.ofAnOperation());
            assertThat(broadcast(members, broadcasts)).as("the next broadcast").isPresent();
            assertHasAll(first, broadcasts.get());
            assertHasAll(third, broadcasts.get());

            second.end(fault);
            second.assertLost(atServer);
            second.assertLost(!atServer);
        }
    }

    private FaultyConnection connection(Duration patience) throws Exception {
        Consumer<WebSocket> sends = socket -> {
            Operation.beLong(socket);
            socket.control().sendTimeout(patience);
        };
        return new FaultyConnection(
                server, false, credit, atServer ? Operation::beLong : sends, atServer ? sends : Operation::beLong);
    }

    private static Throwable untilTheSecondFails(List<MessageWebSocket> members, AtomicInteger broadcasts)
            throws Exception {
        Optional<Throwable> failure = Optional.empty();
        while (failure.isEmpty()) {
            failure = broadcast(members, broadcasts);
        }
        return failure.get();
    }

    /** Why the second missed it; the others never do. */
    private static Optional<Throwable> broadcast(List<MessageWebSocket> members, AtomicInteger broadcasts)
            throws Exception {
        List<Delivery> deliveries = Broadcast.send(MESSAGE, members).finished().get(20, TimeUnit.SECONDS);
        broadcasts.incrementAndGet();
        assertThat(deliveries).extracting(Delivery::socket).containsExactlyElementsOf(members);
        assertThat(deliveries.get(0).failure()).isEmpty();
        assertThat(deliveries.get(2).failure()).isEmpty();
        return deliveries.get(1).failure();
    }

    private void assertHasAll(FaultyConnection member, int broadcasts) throws Exception {
        WebSocketInformation got = member.end(!atServer).information();
        await().untilAsserted(() -> assertThat(got.messagesReceived()).isEqualTo(broadcasts));
        assertThat(got.bytesReceived()).isEqualTo((long) broadcasts * SIZE);
        assertThat(member.end(atServer).isOpen()).isTrue();
    }
}
