package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whose web pages may connect, with the settings as they are: those of the server's own host and port. */
interface OriginContract extends Server {

    List<String> ENDPOINTS = List.of(
            "message/echo",
            "stream/echo",
            "stream/discard",
            "stream/generate?bytes=1",
            "plain/message",
            "plain/json",
            "plain/stream");

    private int handshake(String path, String... headers) throws Exception {
        WebSocket.Builder client = HttpClient.newHttpClient().newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            client.header(headers[i], headers[i + 1]);
        }
        try {
            client.buildAsync(at(path), new ForeignClient())
                    .get(20, TimeUnit.SECONDS)
                    .abort();
            return 101;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    private String ownOrigin() {
        URI deployed = deployed();
        return deployed.getScheme() + "://" + deployed.getAuthority();
    }

    @Test
    @DisplayName("origin: the handshake of a foreign page gets 403, whatever the endpoint")
    default void foreignPagesAreRefused() throws Exception {
        for (String endpoint : ENDPOINTS) {
            assertThat(handshake(endpoint, "Origin", "https://evil.example"))
                    .as(endpoint)
                    .isEqualTo(403);
        }
        assertThat(handshake("message/echo", "Origin", "null")).isEqualTo(403);
        assertThat(handshake("message/echo", "Origin", ownOrigin() + "0")).isEqualTo(403);
    }

    @Test
    @DisplayName("origin: pages of the server itself and clients that are no browsers are taken, whatever the endpoint")
    default void ownPagesAreTaken() throws Exception {
        for (String endpoint : ENDPOINTS) {
            assertThat(handshake(endpoint, "Origin", ownOrigin())).as(endpoint).isEqualTo(101);
            assertThat(handshake(endpoint)).as(endpoint).isEqualTo(101);
        }
    }
}
