package org.sluice.grizzly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrizzlyServerOptionsTest {

    private static final WebSocketApplication ECHO = WebSocketApplication.of("/", Endpoints.Echo.class);

    @Test
    void defaultsAreSafe() {
        GrizzlyServerOptions options =
                GrizzlyServerOptions.builder().application(ECHO).build();
        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isZero();
        assertThat(options.httpIdleTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.closeTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.applications()).containsExactly(ECHO);
    }

    @Test
    void aLimitOfThreadsIsForThoseThatAreNotVirtual() {
        GrizzlyServerOptions.Builder builder =
                GrizzlyServerOptions.builder().application(ECHO).virtualThreads(false);
        assertThat(builder.build().workerThreads()).isEqualTo(256);
        assertThat(builder.workerThreads(3).build().workerThreads()).isEqualTo(3);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24)
    void threadsAreVirtualAndAnyNumberWhereMonitorsDoNotPinThem() {
        GrizzlyServerOptions options =
                GrizzlyServerOptions.builder().application(ECHO).build();
        assertThat(options.virtualThreads()).isTrue();
        assertThat(options.workerThreads()).isEqualTo(GrizzlyServerOptions.NO_LIMIT);
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void virtualThreadsAreRefusedWhereThereAreNone() {
        GrizzlyServerOptions.Builder builder = GrizzlyServerOptions.builder();
        assertThat(builder.application(ECHO).build().virtualThreads()).isFalse();
        assertThatThrownBy(() -> builder.virtualThreads(true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs Java 21");
    }

    @Test
    void bracketsOfAnIpv6LiteralAreDropped() {
        assertThat(GrizzlyServerOptions.builder()
                        .host("[::1]")
                        .application(ECHO)
                        .build()
                        .host())
                .isEqualTo("::1");
    }

    static Stream<Consumer<GrizzlyServerOptions.Builder>> wrong() {
        return Stream.of(
                builder -> builder.host(" "),
                builder -> builder.port(-1),
                builder -> builder.port(65_536),
                builder -> builder.workerThreads(0),
                builder -> builder.httpIdleTimeout(Duration.ZERO),
                builder -> builder.closeTimeout(Duration.ofMillis(-1)),
                builder -> builder.allowedOrigins(List.of("example.com")),
                builder -> builder.application(ECHO).application(ECHO));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongValueIsRefusedAtOnce(Consumer<GrizzlyServerOptions.Builder> mistake) {
        GrizzlyServerOptions.Builder builder = GrizzlyServerOptions.builder();
        assertThatThrownBy(() -> mistake.accept(builder)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aServerWithoutApplicationsIsRefused() {
        GrizzlyServerOptions.Builder builder = GrizzlyServerOptions.builder();
        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "chat", "/chat/", "//", "/a//b", "/a?b", "/a#b"})
    void aWrongContextPathIsRefused(String path) {
        assertThatThrownBy(() -> WebSocketApplication.of(path, Endpoints.Echo.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("contextPath");
    }

    @Test
    void aClassWithoutTheAnnotationIsRefused() {
        assertThatThrownBy(() -> WebSocketApplication.of("/", String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void anApplicationWithoutEndpointsIsRefused() {
        assertThatThrownBy(() -> WebSocketApplication.of("/")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLongerContextPathMatchesBetter() {
        WebSocketApplication chat = WebSocketApplication.of("/chat", Endpoints.Echo.class);
        assertThat(chat.match("/chat/x")).isGreaterThan(ECHO.match("/chat/x"));
        assertThat(chat.match("/chatter")).isNegative();
        assertThat(chat.match("/chat")).isPositive();
    }
}
