package org.sluice.it;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.sluice.api.Message;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.SendingSubscriber;
import org.sluice.api.data.DataReader;
import org.sluice.api.data.DataWriter;

/** A way to send texts as messages, each as one, and to get at what is received, other than by {@code send(String)} and {@code text()}. */
enum MessageFace {
    FUTURES {
        @Override
        void send(MessageWebSocket socket, List<String> texts) throws Exception {
            List<CompletableFuture<Void>> sent = new ArrayList<>();
            for (String text : texts) {
                sent.add(socket.sendAsync(text));
            }
            for (CompletableFuture<Void> each : sent) {
                each.get(40, TimeUnit.SECONDS);
            }
        }
    },
    MESSAGES {
        @Override
        void send(MessageWebSocket socket, List<String> texts) throws Exception {
            for (String text : texts) {
                socket.send(Message.text(text));
            }
        }
    },
    JSON {
        @Override
        void send(MessageWebSocket socket, List<String> texts) throws Exception {
            for (String text : texts) {
                socket.sendJson(text);
            }
        }

        @Override
        String text(ReceivedMessage message) throws Exception {
            return message.json(String.class);
        }
    },
    FRAMES {
        @Override
        void send(MessageWebSocket socket, List<String> texts) throws Exception {
            socket.control().messageType(MessageType.UTF8);
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                int half = bytes.length / 2;
                socket.sendFrame(ByteBuffer.wrap(bytes, 0, half), false);
                socket.sendFrame(ByteBuffer.wrap(bytes, half, bytes.length - half), true);
            }
        }
    },
    STREAM {
        @Override
        void send(MessageWebSocket socket, List<String> texts) throws Exception {
            OutputStream out = socket.outputStream();
            for (String text : texts) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }

        @Override
        String text(ReceivedMessage message) throws Exception {
            return new String(message.stream().readAllBytes(), StandardCharsets.UTF_8);
        }
    },
    DATA {
        @Override
        void send(MessageWebSocket socket, List<String> texts) throws Exception {
            DataWriter writer = new DataWriter(socket.outputStream());
            for (String text : texts) {
                writer.writeInt(writer.measureString(text));
                writer.writeString(text);
                writer.store();
            }
        }

        @Override
        String text(ReceivedMessage message) throws Exception {
            DataReader reader = message.reader();
            return reader.readString(reader.readInt());
        }
    },
    TEXT_FLOW {
        @Override
        void send(MessageWebSocket socket, List<String> texts) throws Exception {
            publish(socket.textSubscriber(), texts);
        }
    },
    BINARY_FLOW {
        @Override
        void send(MessageWebSocket socket, List<String> texts) throws Exception {
            publish(
                    socket.binarySubscriber(),
                    texts.stream()
                            .map(text -> ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
                            .toList());
        }

        @Override
        String text(ReceivedMessage message) throws Exception {
            return StandardCharsets.UTF_8.decode(message.bytes()).toString();
        }
    };

    abstract void send(MessageWebSocket socket, List<String> texts) throws Exception;

    String text(ReceivedMessage message) throws Exception {
        return message.text();
    }

    private static <T> void publish(SendingSubscriber<T> subscriber, List<T> items) throws Exception {
        try (SubmissionPublisher<T> publisher = new SubmissionPublisher<>(Sending::onItsOwnThread, 1)) {
            publisher.subscribe(subscriber);
            items.forEach(publisher::submit);
        }
        subscriber.sent().get(40, TimeUnit.SECONDS);
    }
}
