package org.sluice.core.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.ByteArrayInputStream;
import java.util.Objects;
import java.util.function.Consumer;
import org.glassfish.tyrus.servlet.Unmakeable;
import org.glassfish.tyrus.servlet.Upgrades;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("P34 P38 a connection that is lost while Tyrus opens it in a servlet container")
class TyrusFilterTest {

    private final FakeServlets servlets = new FakeServlets();
    private final FakeWire wire = new FakeWire(servlets.body());

    /** What any other container has, or an application. */
    public static final class Another implements HttpUpgradeHandler {

        @Override
        public void init(WebConnection connection) {
            throw new UnsupportedOperationException("init");
        }

        @Override
        public void destroy() {
            throw new UnsupportedOperationException("destroy");
        }
    }

    /** Behind the filter, as Tyrus's own stands there. */
    private <T extends HttpUpgradeHandler> T upgraded(Class<T> type) throws Exception {
        return upgraded(type, answer -> {});
    }

    /** Tyrus answers when it has asked for the upgrade. */
    private <T extends HttpUpgradeHandler> T upgraded(Class<T> type, Consumer<HttpServletResponse> answered)
            throws Exception {
        HttpUpgradeHandler[] made = new HttpUpgradeHandler[1];
        new TyrusFilter().doFilter(servlets.request(), servlets.response(), (request, response) -> {
            made[0] = ((HttpServletRequest) request).upgrade(type);
            answered.accept((HttpServletResponse) response);
        });
        return type.cast(made[0]);
    }

    /** What the container made, and calls. */
    private HttpUpgradeHandler containers() {
        return Objects.requireNonNull(servlets.upgrade);
    }

    @Test
    void resetThatComesBeforeTheOpenIsToldAfterIt() throws Exception {
        wire.reset = true;
        Upgrades tyrus = upgraded(Upgrades.class);

        containers().init(wire);

        assertThat(tyrus.heard).containsExactly("open", "reset");
    }

    @Test
    void endThatTheContainerMetInTheHandshakeIsToldAfterTheOpenAndNobodyListens() throws Exception {
        Upgrades tyrus = upgraded(Upgrades.class);
        servlets.grizzly.open = false;

        containers().init(wire);

        assertThat(tyrus.heard).containsExactly("open", "The connection was lost while it was opened");
        assertThat(wire.listener).isNull();
    }

    @Test
    void endThatComesBeforeTheContainerListensIsTold() throws Exception {
        Upgrades tyrus = upgraded(Upgrades.class);
        wire.whenListening = () -> servlets.grizzly.open = false;

        containers().init(wire);

        assertThat(tyrus.heard).containsExactly("open", "The connection was lost while it was opened");
    }

    @Test
    void openConnectionOfAPeerThatSaysNothingStaysOpen() throws Exception {
        Upgrades tyrus = upgraded(Upgrades.class);

        containers().init(wire);

        assertThat(tyrus.heard).containsExactly("open");
        assertThat(wire.closed).isFalse();
    }

    @Test
    void containerThatDoesNotShowItsConnectionsIsListenedToAllTheSame() throws Exception {
        servlets.showsGrizzly = false;
        wire.reset = true;
        Upgrades tyrus = upgraded(Upgrades.class);

        containers().init(wire);

        assertThat(tyrus.heard).containsExactly("open", "reset");
    }

    @Test
    void withoutTheFilterItWouldNotBeTold() {
        wire.reset = true;
        Upgrades tyrus = new Upgrades();

        tyrus.init(wire);

        assertThat(tyrus.heard).containsExactly("open");
    }

    @Test
    void whatComesLaterIsToldAtOnce() throws Exception {
        Upgrades tyrus = upgraded(Upgrades.class);
        containers().init(wire);

        // A text of one letter.
        wire.received = new ByteArrayInputStream(new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'a'});
        Objects.requireNonNull(wire.listener).onDataAvailable();
        wire.listener.onAllDataRead();
        containers().destroy();

        assertThat(tyrus.heard).containsExactly("open", "data", "end", "destroyed");
    }

    @Test
    void streamsAndTheCloseAreThoseOfTheContainer() throws Exception {
        ListenAfterOpen handler = new ListenAfterOpen();
        WebConnection[] given = new WebConnection[1];
        handler.around(
                new HttpUpgradeHandler() {
                    @Override
                    public void init(WebConnection connection) {
                        given[0] = connection;
                    }

                    @Override
                    public void destroy() {
                        throw new UnsupportedOperationException("destroy");
                    }
                },
                () -> false,
                () -> false);
        handler.init(wire);
        ServletInputStream input = given[0].getInputStream();

        assertThat(given[0].getOutputStream()).isSameAs(wire.getOutputStream());
        assertThat(input.available()).isEqualTo(3);
        assertThat(input.isReady()).isTrue();
        assertThat(input.isFinished()).isFalse();
        assertThat(input.read()).isEqualTo(1);
        assertThat(input.readAllBytes()).containsExactly(2, 3);
        assertThat(input.isFinished()).isTrue();
        assertThat(wire.listener).as("nobody listens").isNull();
        input.setReadListener(new Upgrades());
        assertThat(wire.listener).isInstanceOf(Upgrades.class);
        input.close();
        given[0].close();
        assertThat(wire.inputClosed).isTrue();
        assertThat(wire.closed).isTrue();
    }

    @Test
    @DisplayName("S control: Tyrus gets frames of any size in such as it can hold, and unmasked")
    void framesAreRewrittenForTyrus() throws Exception {
        upgraded(Upgrades.class, answer -> answer.addHeader("Sec-WebSocket-Accept", "yes"));

        containers().init(wire);

        assertThat(wire.listener).isNotNull().isNotInstanceOf(Upgrades.class);
    }

    @Test
    void framesOfAnExtensionAreLeftAlone() throws Exception {
        Upgrades added = upgraded(Upgrades.class, answer -> answer.addHeader("sec-websocket-extensions", "x"));
        containers().init(wire);
        assertThat(wire.listener).isSameAs(added);

        Upgrades set = upgraded(Upgrades.class, answer -> answer.setHeader("Sec-WebSocket-Extensions", "x"));
        containers().init(wire);
        assertThat(wire.listener).isSameAs(set);
    }

    @Test
    void upgradesOfOthersPassAsTheyAre() throws Exception {
        assertThat(upgraded(Another.class)).isSameAs(servlets.upgrade);
    }

    @Test
    void handlerThatCannotBeMadeFailsTheHandshakeAndNamesTyrus() {
        assertThatThrownBy(() -> upgraded(Unmakeable.class))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("Tyrus")
                .hasCauseInstanceOf(NoSuchMethodException.class);
        assertThat(servlets.upgrade).as("no upgrade was begun").isNull();
    }

    @Test
    void handlerOfTheContainersOwnMakingServesNothing() {
        assertThatThrownBy(() -> new ListenAfterOpen().init(wire)).isInstanceOf(IllegalStateException.class);
    }
}
