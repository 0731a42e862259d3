package org.sluice.benchmarks.peers.jakarta;

import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.link.Services;

/** The endpoints of one server. */
public final class JakartaServices {

    private JakartaServices() {}

    /** One for each service. */
    public static Set<ServerEndpointConfig> endpoints() {
        Services services = new Services();
        return Arrays.stream(Service.values())
                .map(service -> ServerEndpointConfig.Builder.create(JakartaEndpoint.class, service.path())
                        .configurator(new Making(service, services))
                        .build())
                .collect(Collectors.toSet());
    }

    private static final class Making extends ServerEndpointConfig.Configurator {

        private final Service service;
        private final Services services;

        Making(Service service, Services services) {
            this.service = service;
            this.services = services;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(new JakartaEndpoint(service, link -> services.open(service, link)));
        }
    }
}
