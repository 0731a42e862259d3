package org.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.CreditConfigurator;
import org.sluice.server.launcher.EmbeddedServer;

class PageTest {

    @Test
    void pageIsServedAtTheRootAndLimitsItself() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.builder()
                .endpoints(ServerEndpoints.all())
                .page(ServerEndpoints.page())
                .script("/sluice.js", ServerEndpoints.module())
                .start()) {
            HttpResponse<String> page = get(server, "");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).isEqualTo(ServerEndpoints.page()).contains("<title>Sluice</title>");
            assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).contains("connect-src 'self'"));
            HttpResponse<String> module = get(server, "sluice.js");
            assertThat(module.statusCode()).isEqualTo(200);
            assertThat(module.body()).isEqualTo(ServerEndpoints.module());
            assertThat(module.headers().firstValue("Content-Type")).hasValue("text/javascript;charset=utf-8");
            assertThat(get(server, "other.js").statusCode()).isEqualTo(426);
            assertThat(get(server, "message/echo").statusCode())
                    .as("plain HTTP at an endpoint")
                    .isEqualTo(426);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "sluice.js"})
    void aScriptNeedsAPath(String path) {
        EmbeddedServer.Builder builder = EmbeddedServer.builder();
        assertThatThrownBy(() -> builder.script(path, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("path");
    }

    @Test
    void withoutAPageTheRootAsksForAnUpgrade() throws Exception {
        try (EmbeddedServer server =
                EmbeddedServer.builder().endpoints(ServerEndpoints.all()).start()) {
            assertThat(get(server, "").statusCode()).isEqualTo(426);
        }
    }

    @Test
    void moduleForBrowsersNamesTheSubProtocolThatEndpointsAccept() {
        assertThat(ServerEndpoints.module())
                .contains("export const SUB_PROTOCOL = '" + CreditConfigurator.SUB_PROTOCOL + "';")
                .contains("export class StreamWebSocket");
    }

    private static HttpResponse<String> get(EmbeddedServer server, String path) throws Exception {
        URI uri = URI.create(server.uri().toString().replaceFirst("^ws", "http") + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
