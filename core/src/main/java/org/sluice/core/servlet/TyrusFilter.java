package org.sluice.core.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
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
        boolean http = request instanceof HttpServletRequest;
        chain.doFilter(http ? new Request((HttpServletRequest) request) : request, response);
    }

    private static final class Request extends HttpServletRequestWrapper {

        Request(HttpServletRequest request) {
            super(request);
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
            if (!isTyrus(type)) {
                return super.upgrade(type);
            }
            T handler = made(type);
            GrizzlyConnection below = GrizzlyConnection.of(getRequest());
            super.upgrade(ListenAfterOpen.class).around(handler, below::hasEnded);
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
