package org.sluice.core.doubles;

import static org.awaitility.Awaitility.await;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Extension;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A Jakarta session whose remote is recorded; what it does not know throws. */
public final class FakeSession {

    private final RecordingSink wire = new RecordingSink();
    public final List<CloseReason> closes = new CopyOnWriteArrayList<>();
    public volatile boolean open = true;
    public volatile @Nullable String protocol = "";
    /** The container's default, as Jetty's. */
    public volatile long maxIdleTimeout = 30_000;
    /** Whether a session that is not open tells nothing any more, as Tomcat's. */
    public volatile boolean silentOnceClosed;

    public volatile @Nullable RuntimeException closeFailure;
    /** What asking for the container throws. */
    public volatile @Nullable RuntimeException containerFailure;

    /** What was registered by type. */
    public final Map<Class<?>, MessageHandler> handlers = new HashMap<>();

    private volatile Consumer<CloseReason> onClose = reason -> {};

    private final Map<String, Object> properties = new HashMap<>();
    private final Session session = proxy(Session.class, new Sessions());
    private final RemoteEndpoint.Basic remote = proxy(RemoteEndpoint.Basic.class, new Remote());

    public Session session() {
        return session;
    }

    public RecordingSink wire() {
        return wire;
    }

    /** Runs when this end closes, as a container does that calls the close handler. */
    public void onClose(Consumer<CloseReason> action) {
        onClose = action;
    }

    /** Calls the partial handler of a type. */
    public <T> void deliver(Class<T> type, T part, boolean last) {
        if (handlers.get(type) instanceof MessageHandler.Partial<?> handler) {
            @SuppressWarnings("unchecked") // It was registered with this type.
            MessageHandler.Partial<T> typed = (MessageHandler.Partial<T>) handler;
            typed.onMessage(part, last);
        } else {
            throw new AssertionError("No partial handler for " + type);
        }
    }

    /** Calls the whole handler of a type. */
    public <T> void deliver(Class<T> type, T message) {
        if (handlers.get(type) instanceof MessageHandler.Whole<?> handler) {
            @SuppressWarnings("unchecked") // It was registered with this type.
            MessageHandler.Whole<T> typed = (MessageHandler.Whole<T>) handler;
            typed.onMessage(message);
        } else {
            throw new AssertionError("No whole handler for " + type);
        }
    }

    public CloseReason awaitClose() {
        await().dontCatchUncaughtExceptions().until(() -> !closes.isEmpty());
        return closes.get(0);
    }

    private static <T> T proxy(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            Object[] arguments = given == null ? new Object[0] : given;
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> type.getSimpleName();
                };
            }
            return call(target, method, arguments);
        }));
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            Method known = target.getClass().getMethod(method.getName(), method.getParameterTypes());
            return known.invoke(target, arguments);
        } catch (NoSuchMethodException e) {
            throw new UnsupportedOperationException(method.toString(), e);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** What the session knows. */
    public final class Sessions {

        public @Nullable String getNegotiatedSubprotocol() {
            return protocol;
        }

        public List<Extension> getNegotiatedExtensions() {
            List<Extension> extensions = new ArrayList<>();
            extensions.add(new Extension() {
                @Override
                public String getName() {
                    return "x-fake";
                }

                @Override
                public List<Parameter> getParameters() {
                    return List.of();
                }
            });
            return extensions;
        }

        public RemoteEndpoint.Basic getBasicRemote() {
            return remote;
        }

        public Map<String, Object> getUserProperties() {
            refuseOnceClosed();
            return properties;
        }

        public long getMaxIdleTimeout() {
            refuseOnceClosed();
            return maxIdleTimeout;
        }

        public void setMaxIdleTimeout(long milliseconds) {
            refuseOnceClosed();
            maxIdleTimeout = milliseconds;
        }

        private void refuseOnceClosed() {
            if (silentOnceClosed && !open) {
                throw new IllegalStateException("The session has been closed");
            }
        }

        public WebSocketContainer getContainer() {
            RuntimeException failure = containerFailure;
            if (failure != null) {
                throw failure;
            }
            return proxy(WebSocketContainer.class, this);
        }

        public <T> void addMessageHandler(Class<T> type, MessageHandler.Partial<T> handler) {
            handlers.put(type, handler);
        }

        public <T> void addMessageHandler(Class<T> type, MessageHandler.Whole<T> handler) {
            handlers.put(type, handler);
        }

        public Set<MessageHandler> getMessageHandlers() {
            return Set.copyOf(handlers.values());
        }

        public void removeMessageHandler(MessageHandler handler) {
            handlers.values().remove(handler);
        }

        public boolean isOpen() {
            return open;
        }

        public boolean isSecure() {
            return false;
        }

        public void close(CloseReason reason) {
            RuntimeException failure = closeFailure;
            if (failure != null) {
                throw failure;
            }
            closes.add(reason);
            open = false;
            onClose.accept(reason);
        }
    }

    /** What the remote knows. */
    public final class Remote {

        public void sendText(String part, boolean last) throws IOException {
            wire.text(part, last);
        }

        public void sendBinary(ByteBuffer part, boolean last) throws IOException {
            wire.binary(withArray(part), last);
        }

        public void sendPing(ByteBuffer payload) throws IOException {
            wire.ping(withArray(payload));
        }

        public void sendPong(ByteBuffer payload) throws IOException {
            wire.pong(withArray(payload));
        }

        /** As hard to please as Open Liberty, which takes the array. */
        private ByteBuffer withArray(ByteBuffer payload) {
            if (payload.isReadOnly()) {
                throw new ReadOnlyBufferException();
            }
            return payload;
        }
    }
}
