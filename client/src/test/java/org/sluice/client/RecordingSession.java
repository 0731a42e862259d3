package org.sluice.client;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A session without a wire. It records the handlers it gets and how it is closed, and tells its endpoint so. */
final class RecordingSession implements InvocationHandler {

    final List<Class<?>> handled = new CopyOnWriteArrayList<>();
    final List<CloseReason> closings = new CopyOnWriteArrayList<>();

    private final Map<String, Object> userProperties = new ConcurrentHashMap<>();
    private final String protocol;
    private final Session session = proxy(Session.class, this);
    private volatile @Nullable Endpoint endpoint;

    RecordingSession(String protocol) {
        this.protocol = protocol;
    }

    Session session() {
        return session;
    }

    Session open(Endpoint by, EndpointConfig config) {
        endpoint = by;
        by.onOpen(session, config);
        return session;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "getNegotiatedSubprotocol" -> protocol;
            case "getNegotiatedExtensions" -> List.of();
            case "getUserProperties" -> userProperties;
            case "isOpen" -> closings.isEmpty();
            case "isSecure" -> false;
            case "getContainer" -> proxy(WebSocketContainer.class, RecordingSession::nothing);
            case "getBasicRemote" -> proxy(RemoteEndpoint.Basic.class, RecordingSession::nothing);
            case "addMessageHandler" -> handle((Class<?>) Objects.requireNonNull(arguments)[0]);
            case "close" -> close((CloseReason) Objects.requireNonNull(arguments)[0]);
            case "getMaxIdleTimeout" -> 0L;
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private @Nullable Object handle(Class<?> type) {
        handled.add(type);
        return null;
    }

    private @Nullable Object close(CloseReason reason) {
        closings.add(reason);
        Endpoint told = endpoint;
        if (told != null) {
            told.onClose(session, reason);
        }
        return null;
    }

    private static @Nullable Object nothing(Object proxy, Method method, Object @Nullable [] arguments) {
        return null;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(RecordingSession.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
