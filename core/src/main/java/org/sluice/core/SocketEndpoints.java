package org.sluice.core;

import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.core.portable.OpenLiberty;

/**
 * The list of an application's {@link MessageEndpoint}s and {@link StreamEndpoint}s, for containers that find handlers only in an
 * endpoint's own class and not in its base class, as Open Liberty. An application that is to run there too has one such class, which
 * also implements {@link ServerApplicationConfig}:
 *
 * <pre>{@code
 * public class Endpoints extends SocketEndpoints implements ServerApplicationConfig {
 *     public Endpoints() {
 *         super(Echo.class, Upload.class);
 *     }
 * }
 * }</pre>
 *
 * <p>On other containers it changes nothing: what was scanned is deployed. On Open Liberty the listed classes are deployed as
 * programmatic endpoints, from what their annotation says; path parameters, injection, configurators, sub-protocols and user
 * properties work as with the annotation. Two differences remain, both of the container: {@code getEndpointClass()} of the
 * configuration is a class of ours, and {@code Session.getOpenSessions()} has the sessions of all listed endpoints.
 *
 * <p>The system property {@value #DRIVEN} decides instead of the recognition of the container: {@code true} for one that is as strict
 * but not known here, {@code false} for an Open Liberty that has learned to look.
 *
 * <p>An application that chooses its endpoints does so in the same class: it overrides the methods and starts from what these return.
 * This class keeps nothing between two calls, since a container may ask two objects, in any order.
 *
 * @see <a href="https://jakarta.ee/specifications/websocket/2.0/websocket-spec-2.0.html#application-deployment-on-web-containers">
 *     Jakarta WebSocket 2.0, 6.2</a>
 */
public abstract class SocketEndpoints {

    /** The system property that says {@code true} or {@code false} where the container is not to be recognised. */
    public static final String DRIVEN = "org.sluice.driven-endpoints";

    private static final Logger LOG = System.getLogger("org.sluice");

    private final Set<Class<? extends SocketEndpoint>> listed;
    private final boolean driven;

    /**
     * Makes the list; called by the subclass's public constructor without parameters.
     *
     * @param endpoints classes with {@link ServerEndpoint}, each once
     * @throws IllegalArgumentException if one has no such annotation or stands in the list twice, or if the system property is neither
     *     {@code true} nor {@code false}; the message names it
     */
    @SafeVarargs
    protected SocketEndpoints(Class<? extends SocketEndpoint>... endpoints) {
        listed = new LinkedHashSet<>();
        for (Class<? extends SocketEndpoint> endpoint : endpoints) {
            if (!endpoint.isAnnotationPresent(ServerEndpoint.class)) {
                throw new IllegalArgumentException(
                        "endpoints: " + endpoint.getName() + " has no @ServerEndpoint; annotate it with its path");
            }
            if (!listed.add(endpoint)) {
                throw new IllegalArgumentException(
                        "endpoints: " + endpoint.getName() + " is listed twice; list it once");
            }
        }
        driven = isDriven(System.getProperty(DRIVEN, ""));
    }

    private boolean isDriven(String asked) {
        return switch (asked) {
            case "true" -> true;
            case "false" -> false;
            case "" -> OpenLiberty.isVisibleTo(Objects.requireNonNull(getClass().getClassLoader()));
            default -> throw new IllegalArgumentException(DRIVEN + " must be true or false, but is " + asked);
        };
    }

    /**
     * Chooses among the annotated endpoints; see {@link ServerApplicationConfig#getAnnotatedEndpointClasses}.
     *
     * @param scanned what the container found
     * @return all of it; without the heirs of {@link MessageEndpoint} and {@link StreamEndpoint} where the container could not use them
     */
    public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
        if (!driven) {
            return scanned;
        }
        // Not only the listed ones: with two lists in one application each would hand on what the other leaves out.
        scanned.stream()
                .filter(SocketEndpoint.class::isAssignableFrom)
                .filter(type -> !listed.contains(type))
                .forEach(type -> LOG.log(
                        Level.WARNING,
                        "{0} is not deployed by {1}, which does not list it; this container finds no handler in it",
                        type.getName(),
                        getClass().getName()));
        return scanned.stream()
                .filter(type -> !SocketEndpoint.class.isAssignableFrom(type))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Gives the programmatic endpoints; see {@link ServerApplicationConfig#getEndpointConfigs}.
     *
     * @param scanned what the container found, which is not looked at
     * @return one configuration for each listed class where the container could not use its annotation; otherwise none
     * @throws IllegalArgumentException if a configurator cannot be made; the message names it
     */
    public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> scanned) {
        Set<ServerEndpointConfig> configs = new LinkedHashSet<>();
        if (driven) {
            listed.forEach(endpoint -> configs.add(DrivenConfigurator.config(endpoint)));
        }
        return configs;
    }
}
