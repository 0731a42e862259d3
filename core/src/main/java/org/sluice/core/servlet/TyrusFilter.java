package org.sluice.core.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link ListenAfterOpen} around the upgrades of Tyrus in a servlet container, as in GlassFish and Payara. It stands in front of
 * Tyrus's own filter, which asks the request for an upgrade; all other requests and upgrades pass as they are.
 */
final class TyrusFilter implements Filter {

    private static final String TYRUS = "org.glassfish.tyrus.servlet.";

    /** Of the answer to a handshake, where an extension was agreed on (RFC 6455, 11.3.2). */
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    /** Where Jakarta WebSocket, 6.4, has the container put its own part. */
    private static final String SERVER_CONTAINER = "jakarta.websocket.server.ServerContainer";

    /** Whether the WebSockets of a web application are those of Tyrus. */
    static boolean isNeededIn(ServletContext context) {
        @Nullable Object container = context.getAttribute(SERVER_CONTAINER);
        return container != null && isTyrus(container.getClass());
    }

    private static boolean isTyrus(Class<?> type) {
        return type.getName().startsWith(TYRUS);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
            Response seen = new Response(answer);
            chain.doFilter(new Request(http, seen), seen);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Notes whether an extension is agreed on, which Tyrus tells after it has asked for the upgrade. */
    private static final class Response extends HttpServletResponseWrapper {

        private volatile boolean extended;

        Response(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addHeader(String name, String value) {
            note(name);
            super.addHeader(name, value);
        }

        @Override
        public void setHeader(String name, String value) {
            note(name);
            super.setHeader(name, value);
        }

        private void note(String name) {
            extended |= name.equalsIgnoreCase(EXTENSIONS);
        }

        boolean isPlain() {
            return !extended;
        }
    }

    private static final class Request extends HttpServletRequestWrapper {

        private final Response response;

        Request(HttpServletRequest request, Response response) {
            super(request);
            this.response = response;
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
            if (!isTyrus(type)) {
                return super.upgrade(type);
            }
            T handler = made(type);
            GrizzlyConnection below = GrizzlyConnection.of(getRequest());
            super.upgrade(ListenAfterOpen.class).around(handler, below::hasEnded, response::isPlain);
            return handler;
        }

        private static <T> T made(Class<T> type) throws ServletException {
            try {
                return type.getConstructor().newInstance();
            } catch (NoSuchMethodException
                    | InstantiationException
                    | IllegalAccessException
                    | InvocationTargetException e) {
                throw new ServletException("This version of Tyrus has no handler of upgrades that can be made", e);
            }
        }
    }
}
