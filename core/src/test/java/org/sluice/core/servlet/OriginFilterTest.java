package org.sluice.core.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.core.config.Origins;

class OriginFilterTest {

    private final FakeServlets servlets = new FakeServlets();
    private final OriginFilter filter = new OriginFilter(Origins.of(List.of("https://listed")));

    @BeforeEach
    void handshake() {
        servlets.headers.put("Host", List.of("here:8080"));
        servlets.headers.put("Upgrade", List.of("WebSocket"));
    }

    private boolean passes() throws Exception {
        AtomicBoolean passed = new AtomicBoolean();
        filter.doFilter(servlets.request(), servlets.response(), (request, response) -> passed.set(true));
        return passed.get();
    }

    private void from(String... origins) {
        servlets.headers.put("Origin", List.of(origins));
    }

    @Test
    void foreignHandshakeGets403AndTheReason() throws Exception {
        from("http://evil");

        assertThat(passes()).isFalse();

        assertThat(servlets.status).isEqualTo(403);
        assertThat(servlets.bodyText()).isEqualTo(Origins.REFUSAL);
        assertThat(servlets.responseSettings)
                .containsEntry("setContentType", "text/plain;charset=utf-8")
                .containsEntry("setContentLength", Origins.REFUSAL.length());
    }

    @Test
    void handshakeOfNoBrowserOfTheSameHostAndOfAListedOriginPass() throws Exception {
        assertThat(passes()).isTrue();
        from("http://here:8080");
        assertThat(passes()).isTrue();
        from("https://listed");
        assertThat(passes()).isTrue();
    }

    @Test
    void noneOfSeveralOriginsMayBeForeign() throws Exception {
        from("http://here:8080", "http://evil");

        assertThat(passes()).isFalse();
    }

    @Test
    void otherRequestsPassFromAnywhere() throws Exception {
        from("http://evil");
        servlets.headers.remove("Upgrade");
        assertThat(passes()).isTrue();
        servlets.headers.put("Upgrade", List.of("h2c"));
        assertThat(passes()).isTrue();
    }

    @Test
    void handshakesHideInNoListAndInNoOtherProtocol() throws Exception {
        from("http://evil");
        servlets.headers.put("Upgrade", List.of("h2c, websocket"));
        assertThat(passes()).isFalse();
        servlets.headers.put("Upgrade", List.of("h2c", "websocket"));
        assertThat(passes()).isFalse();
        servlets.headers.remove("Upgrade");
        servlets.method = "CONNECT";
        assertThat(passes()).isFalse();
    }

    @Test
    void withoutAHostHeaderTheServersNameCounts() throws Exception {
        servlets.headers.remove("Host");
        from("http://server:8080");
        assertThat(passes()).isTrue();
        from("http://here:8080");
        assertThat(passes()).isFalse();
    }
}
