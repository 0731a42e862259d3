package org.sluice.server.launcher.sample;

import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;
import java.util.stream.Collectors;

/** Deploys one of the annotated endpoints found, and the programmatic one. */
public class OnlyOther implements ServerApplicationConfig {

    @Override
    public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> endpoints) {
        return endpoints.stream()
                .map(type -> ServerEndpointConfig.Builder.create(type, "/programmatic")
                        .build())
                .collect(Collectors.toSet());
    }

    @Override
    public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
        return scanned.stream()
                .filter(type -> type.getSimpleName().equals("Other"))
                .collect(Collectors.toSet());
    }
}
