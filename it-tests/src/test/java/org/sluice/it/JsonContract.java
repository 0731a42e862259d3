package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.it.app.Order;

/** JSON Binding in our base classes and in ordinary endpoints, whether the application or the container brings it. */
interface JsonContract extends Application {

    @Test
    @DisplayName("S received, S send: a record with a record, dates and a list goes as JSON both ways")
    default void recordGoesBothWays() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(inApplication("orders"));
            socket.sendJson(Order.sample());
            assertThat(inbox.next().json(Order.class)).isEqualTo(Order.sample().oneMore());
        }
    }

    @Test
    @DisplayName("JSON: what is missing or null is null, stays out of the answer, and what is unknown is passed over")
    default void missingAndUnknownMembers() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(inApplication("orders"));
            socket.send("{\"id\":\"B\",\"unknown\":{\"deep\":[1,{\"x\":null}]},\"customer\":null,\"count\":7}");
            ReceivedMessage answer = inbox.next();
            assertThat(answer.text()).doesNotContain("customer", "tags", "due", "unknown", "null");
            Order order = answer.json(Order.class);
            assertThat(order.count()).isEqualTo(8);
            assertThat(order.id()).isEqualTo("B");
            assertThat(order.customer()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{not json",
                "",
                "[1, 2]",
                "\"text\"",
                "{\"count\":\"many\"}",
                "{\"due\":\"yesterday\"}",
                "{\"id\":\"a\"",
                "{\"customer\":[]}"
            })
    @DisplayName("bad input, JSON: what is no value of the type is a typed failure, and the connection goes on")
    default void invalidJsonIsATypedFailure(String invalid) throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(inApplication("orders"));
            socket.send(invalid);
            assertThat(inbox.next().text()).startsWith("refused: The message is not JSON for " + Order.class.getName());
            socket.sendJson(Order.sample());
            assertThat(inbox.next().json(Order.class).count()).isEqualTo(42);
        }
    }

    @Test
    @DisplayName("bad input, JSON: a handler that leaves the failure to us closes with 1011")
    default void invalidJsonThatNobodyCatches() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(inApplication("orders?strict=1"));
            // The close may come before a blocking send returns.
            CompletableFuture<Void> unused = socket.sendAsync("{not json");
            assertThat(inbox.closed().code()).isEqualTo(1011);
        }
    }

    @Test
    @DisplayName("JSON: an implementation is found, the application's or the container's")
    default void implementationIsFound() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(inApplication("orders"));
            socket.send("binding");
            assertThat(inbox.next().text()).matches("[a-z]+(\\.[A-Za-z$]+)+");
        }
    }

    @Test
    @DisplayName("JSON: values larger than any buffer go both ways, to ordinary endpoints too")
    default void largeValues() throws Exception {
        try (MessageWebSocket ours = MessageWebSocket.create();
                MessageWebSocket ordinary = MessageWebSocket.create()) {
            String name = "ä".repeat(100_000);
            Inbox ofOurs = Inbox.of(ours);
            ours.connect(inApplication("orders"));
            ours.sendJson(new Order(name, 1, 0, false, null, null, null, null, null, null));
            assertThat(ofOurs.next().json(Order.class).id()).isEqualTo(name);
            Inbox ofOrdinary = Inbox.of(ordinary);
            ordinary.connect(at("plain/json"));
            ordinary.send("{\"name\":\"" + "x".repeat(100_000) + "\"}");
            assertThat(ofOrdinary.next().text()).contains("\"text\":\"Hello " + "x".repeat(100_000) + "\"");
        }
    }

    @Test
    @DisplayName(
            "bad input, JSON: an ordinary endpoint that cannot decode goes on or closes, as its container likes, and answers")
    default void ordinaryEndpointSurvivesInvalidJson() throws Exception {
        try (RawClient client = RawClient.connect(at("plain/json"))) {
            client.send("{not json");
            client.send("{\"name\":\"Ada\"}");
            RawClient.Frame answer = client.readFrame();
            if (answer.opcode() == RawClient.CLOSE) {
                assertThat(answer.closeCode()).isIn(1007, 1011, 1003);
            } else {
                assertThat(answer.text()).contains("\"text\":\"Hello Ada\"");
            }
        }
        try (RawClient another = RawClient.connect(at("plain/json"))) {
            another.send("{\"name\":\"Bob\"}");
            assertThat(another.readMessage().text()).contains("\"text\":\"Hello Bob\"");
        }
    }
}
