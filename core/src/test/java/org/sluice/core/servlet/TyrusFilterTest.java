package org.sluice.core.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.util.Objects;
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
        HttpUpgradeHandler[] made = new HttpUpgradeHandler[1];
        new TyrusFilter()
                .doFilter(
                        servlets.request(),
                        servlets.response(),
                        (request, response) -> made[0] = ((HttpServletRequest) request).upgrade(type));
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
