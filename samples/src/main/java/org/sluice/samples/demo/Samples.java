package org.sluice.samples.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;

/** Messages of each kind, told apart by their number, so that each echo can be compared. */
sealed interface Samples {

    /** Sends the message of a number. */
    void send(MessageWebSocket socket, int number) throws IOException;

    /** Whether a message is the one of that number. */
    boolean isSame(ReceivedMessage message, int number) throws IOException;

    /** Texts of many lengths, with characters of one to four bytes. */
    record Text() implements Samples {
        @Override
        public void send(MessageWebSocket socket, int number) throws IOException {
            socket.send(text(number));
        }

        @Override
        public boolean isSame(ReceivedMessage message, int number) throws IOException {
            return message.type() == MessageType.UTF8 && message.text().equals(text(number));
        }

        private static String text(int number) {
            return number + ": " + "Grüße, 世界 \uD83C\uDF0A ".repeat(number % 100);
        }
    }

    /** Bytes, from none to 32 KiB. */
    record Binary() implements Samples {

        private static final int LONGEST = 32 * 1024;

        @Override
        public void send(MessageWebSocket socket, int number) throws IOException {
            socket.send(bytes(number));
        }

        @Override
        public boolean isSame(ReceivedMessage message, int number) throws IOException {
            return message.type() == MessageType.BINARY && message.bytes().equals(bytes(number));
        }

        private static ByteBuffer bytes(int number) {
            Random random = new Random(number);
            byte[] bytes = new byte[number == 0 ? 0 : random.nextInt(LONGEST + 1)];
            random.nextBytes(bytes);
            return ByteBuffer.wrap(bytes);
        }
    }

    /** Objects, as JSON. */
    record Json() implements Samples {
        @Override
        public void send(MessageWebSocket socket, int number) throws IOException {
            socket.sendJson(new Order(number));
        }

        @Override
        public boolean isSame(ReceivedMessage message, int number) throws IOException {
            return message.json(Order.class).isSame(new Order(number));
        }
    }

    /** Public fields, the simplest form that JSON Binding of every version takes. */
    final class Order {
        /** Its number. */
        public int number;
        /** Who ordered. */
        public @Nullable String customer;
        /** What was ordered, and how much of it. */
        public double[] amounts = {};

        /** Called by JSON Binding. */
        public Order() {}

        private Order(int number) {
            this.number = number;
            customer = "Zoë \"" + number + "\"";
            amounts = new double[] {number / 8.0, -number};
        }

        private boolean isSame(Order other) {
            return number == other.number
                    && Objects.equals(customer, other.customer)
                    && Arrays.equals(amounts, other.amounts);
        }
    }
}
