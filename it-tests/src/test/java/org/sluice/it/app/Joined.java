package org.sluice.it.app;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.Flow;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.SendingSubscriber;
import org.sluice.core.CreditConfigurator;
import org.sluice.core.MessageEndpoint;

/** Joins the publisher of a socket to its subscriber: texts go back in capitals, as fast as the peer takes them; {@code enough} closes. */
@ServerEndpoint(value = "/flow", configurator = CreditConfigurator.class)
public class Joined extends MessageEndpoint {

    @Override
    protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
        SendingSubscriber<String> sender = socket.textSubscriber();
        socket.publisher().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                sender.onSubscribe(subscription);
            }

            @Override
            public void onNext(ReceivedMessage message) {
                String text = text(message);
                if (text.equals("enough")) {
                    socket.close(1000, text);
                } else {
                    sender.onNext(text.toUpperCase(Locale.ROOT));
                }
            }

            @Override
            public void onError(Throwable why) {
                sender.onError(why);
            }

            @Override
            public void onComplete() {
                sender.onComplete();
            }
        });
    }

    private static String text(ReceivedMessage message) {
        try {
            return message.text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) {
        throw new IllegalStateException("the publisher has taken the place of this");
    }
}
