package org.sluice.core;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sluice.core.cdi.Injected;

/**
 * Stands between a container and the configurator of an annotated endpoint that is deployed as a {@link DrivenEndpoint}: the
 * application's configurator still decides everything, and makes the application's object and not ours.
 */
final class DrivenConfigurator extends ServerEndpointConfig.Configurator {

    private final Class<? extends SocketEndpoint> type;
    private final ServerEndpointConfig.Configurator application;

    private DrivenConfigurator(Class<? extends SocketEndpoint> type, ServerEndpointConfig.Configurator application) {
        this.type = type;
        this.application = application;
    }

    /** What the annotation of an endpoint says, as a configuration of a driven one. */
    static ServerEndpointConfig config(Class<? extends SocketEndpoint> type) {
        ServerEndpoint says = Objects.requireNonNull(type.getAnnotation(ServerEndpoint.class));
        return ServerEndpointConfig.Builder.create(DrivenEndpoint.class, says.value())
                .subprotocols(List.of(says.subprotocols()))
                .encoders(List.of(says.encoders()))
                .decoders(List.of(says.decoders()))
                .configurator(new DrivenConfigurator(type, make(type, says.configurator())))
                .build();
    }

    private static ServerEndpointConfig.Configurator make(
            Class<?> endpoint, Class<? extends ServerEndpointConfig.Configurator> configurator) {
        try {
            return configurator.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "endpoints: the configurator " + configurator.getName() + " of " + endpoint.getName()
                            + " cannot be made; it needs a public constructor without parameters, which must not throw",
                    e);
        }
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) throws InstantiationException {
        return endpointClass.cast(newEndpoint());
    }

    /** The container's own configurator does not always inject: on Open Liberty not beside an application without beans. */
    private DrivenEndpoint newEndpoint() throws InstantiationException {
        boolean makesObjectsItself = application.getClass() != ServerEndpointConfig.Configurator.class;
        Optional<? extends Injected<? extends SocketEndpoint>> injected =
                makesObjectsItself ? Optional.empty() : Injected.of(type);
        if (injected.isPresent()) {
            Runnable end = injected.get().end();
            return new DrivenEndpoint(injected.get().object(), session -> end.run());
        }
        return new DrivenEndpoint(application.getEndpointInstance(type));
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return application.getNegotiatedSubprotocol(supported, requested);
    }

    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return application.getNegotiatedExtensions(installed, requested);
    }

    @Override
    public boolean checkOrigin(String originHeaderValue) {
        return application.checkOrigin(originHeaderValue);
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        application.modifyHandshake(config, request, response);
        if (application instanceof CreditConfigurator) {
            // The configuration names our endpoint instead of the application's.
            CreditConfigurator.answer(type, config, request, response);
        }
    }
}
