package org.sluice.grizzly;

import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that live under one context path, and the class loader they expect to see. Several applications share one
 * server; it does not isolate them from one another beyond that.
 *
 * @param contextPath where the application begins: {@code "/"}, or {@code "/name"} without a slash at its end
 * @param endpointClasses classes annotated with {@link ServerEndpoint}, in order of deployment; unmodifiable
 * @param endpointConfigs programmatic endpoints, in order of deployment; unmodifiable
 * @param classLoader what the thread's context class loader is while the application's code runs, or null to leave it alone
 */
@SuppressWarnings("exports") // The annotation alone; users need it neither to compile nor to run.
public record WebSocketApplication(
        String contextPath,
        Set<Class<?>> endpointClasses,
        Set<ServerEndpointConfig> endpointConfigs,
        @Nullable ClassLoader classLoader) {

    /**
     * Checks and copies.
     *
     * @param contextPath {@code "/"} or {@code "/name"}
     * @param endpointClasses annotated classes
     * @param endpointConfigs programmatic endpoints
     * @param classLoader the context class loader, or null
     * @throws IllegalArgumentException if the path does not begin with a slash, ends with one, or holds {@code "//"}, a query
     *     or a fragment; if a class is not annotated; or if there is no endpoint at all
     */
    public WebSocketApplication {
        boolean root = contextPath.equals("/");
        if (!contextPath.startsWith("/")
                || (!root && contextPath.endsWith("/"))
                || contextPath.matches(".*(//|[?#]).*")) {
            throw new IllegalArgumentException(
                    "contextPath must be \"/\" or \"/name\" without a slash at its end, but is \"" + contextPath + '"');
        }
        for (Class<?> endpoint : endpointClasses) {
            if (!endpoint.isAnnotationPresent(ServerEndpoint.class)) {
                throw new IllegalArgumentException("endpointClasses holds " + endpoint.getName()
                        + ", which is not annotated with @ServerEndpoint");
            }
        }
        if (endpointClasses.isEmpty() && endpointConfigs.isEmpty()) {
            throw new IllegalArgumentException("the application at " + contextPath + " has no endpoint");
        }
        endpointClasses = Collections.unmodifiableSet(new LinkedHashSet<>(endpointClasses));
        endpointConfigs = Collections.unmodifiableSet(new LinkedHashSet<>(endpointConfigs));
    }

    /**
     * Annotated endpoints that need no class loader of their own.
     *
     * @param contextPath {@code "/"} or {@code "/name"}
     * @param endpointClasses classes annotated with {@link ServerEndpoint}
     * @return the application
     * @throws IllegalArgumentException as the constructor does
     */
    public static WebSocketApplication of(String contextPath, Class<?>... endpointClasses) {
        return new WebSocketApplication(contextPath, new LinkedHashSet<>(List.of(endpointClasses)), Set.of(), null);
    }

    /** How well this application fits a request: the length of its path, or -1 where the path is not under it. */
    int match(String requestPath) {
        if (contextPath.equals("/")) {
            return 0;
        }
        boolean under = requestPath.equals(contextPath) || requestPath.startsWith(contextPath + "/");
        return under ? contextPath.length() : -1;
    }
}
