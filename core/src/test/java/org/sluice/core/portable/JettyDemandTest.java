package org.sluice.core.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.FakeSession;

class JettyDemandTest {

    private final List<String> demands = new CopyOnWriteArrayList<>();
    private boolean failing;
    private final Connection connection = new Connection();
    /** Runs within the next demand. */
    private @Nullable Runnable duringDemand;

    private final Sink text = new Sink();
    private final Sink binary = new Sink();

    /** What Jetty's says of its thread. */
    private enum State {
        OPENING,
        IDLE,
        FILLING_AND_PARSING,
        MORE_FILLING_AND_PARSING,
        CLOSED
    }

    private static final class Connection {
        volatile State state = State.OPENING;
    }

    /** Jetty's session of its core, as of 12.0.16. */
    public interface OldCore {
        void demand();
    }

    /** As of 12.0.36. */
    public interface Core extends OldCore {
        Object getConnection();
    }

    /** What a session of Jetty's Jakarta layer has. */
    public interface JettySession extends Session {
        OldCore getCoreSession();

        Object getFrameHandler();
    }

    private abstract static class AbstractSink {
        private final boolean autoDemand;

        AbstractSink(boolean autoDemand) {
            this.autoDemand = autoDemand;
        }

        boolean demands() {
            return autoDemand;
        }
    }

    private static final class Sink extends AbstractSink {
        Sink() {
            super(true);
        }
    }

    /** As Jetty's, as far as it is used. */
    @SuppressWarnings("UnusedVariable")
    private static final class HandlerOfJetty {
        private final Object textSink;
        private final Object binarySink;

        HandlerOfJetty(Object textSink, Object binarySink) {
            this.textSink = textSink;
            this.binarySink = binarySink;
        }
    }

    private Session session(Object handler) {
        return session(handler, core(connection));
    }

    private Core core(Object itsConnection) {
        return new Core() {
            @Override
            public void demand() {
                demanded();
            }

            @Override
            public Object getConnection() {
                return itsConnection;
            }
        };
    }

    private void demanded() {
        if (failing) {
            throw new IllegalStateException("closed");
        }
        demands.add("in " + connection.state);
        Runnable action = duringDemand;
        duringDemand = null;
        if (action != null) {
            action.run();
        }
    }

    private static Session session(Object handler, OldCore core) {
        return (Session) Proxy.newProxyInstance(
                JettyDemandTest.class.getClassLoader(),
                new Class<?>[] {JettySession.class},
                (self, method, given) -> method.getName().equals("getCoreSession") ? core : handler);
    }

    private ReadSwitch taken() throws Exception {
        return Objects.requireNonNull(JettyDemand.of(session(new HandlerOfJetty(text, binary))));
    }

    /** A thread of Jetty's calls the handler. */
    private void begin(ReadSwitch jetty) {
        connection.state = State.FILLING_AND_PARSING;
        jetty.begin();
    }

    @Test
    void theSinksDemandNoMore() throws Exception {
        ReadSwitch unused = taken();

        assertThat(text.demands()).isFalse();
        assertThat(binary.demands()).isFalse();
        assertThat(demands).isEmpty();
    }

    @Test
    void eachDeliveryDemandsOnceAtItsEndOrAtTheRelease() throws Exception {
        ReadSwitch jetty = taken();
        begin(jetty);
        assertThat(demands).isEmpty();
        jetty.end(true);
        assertThat(demands).hasSize(1);

        begin(jetty);
        jetty.off();
        jetty.end(false);
        assertThat(demands).hasSize(1);
        connection.state = State.IDLE;
        jetty.on();
        jetty.on();
        assertThat(demands).hasSize(2);
    }

    @Test
    void aReleaseDuringTheDeliveryIsLeftToItsEnd() throws Exception {
        ReadSwitch jetty = taken();
        begin(jetty);
        jetty.off();
        jetty.on();
        Timers.awaitAllDue();
        assertThat(demands).isEmpty();

        jetty.end(false);
        assertThat(demands).containsExactly("in FILLING_AND_PARSING");
    }

    @Test
    void aReleaseWhileTheThreadLeavesWaitsUntilItIsGone() throws Exception {
        for (State leaving : List.of(State.FILLING_AND_PARSING, State.MORE_FILLING_AND_PARSING)) {
            demands.clear();
            ReadSwitch jetty = taken();
            begin(jetty);
            jetty.off();
            jetty.end(false);
            connection.state = leaving;
            jetty.on();
            jetty.on();
            Timers.awaitAllDue();
            assertThat(demands).isEmpty();

            connection.state = State.IDLE;
            await().until(() -> !demands.isEmpty());
            Timers.awaitAllDue();
            assertThat(demands).containsExactly("in IDLE");
        }
    }

    @Test
    void aConnectionThatHasEndedMeanwhileIsNotWaitedFor() throws Exception {
        ReadSwitch jetty = taken();
        begin(jetty);
        jetty.off();
        jetty.end(false);
        connection.state = State.CLOSED;
        jetty.on();

        assertThat(demands).containsExactly("in CLOSED");
    }

    @Test
    void aFrameThatStopsAndGoesOnMoreThanOnceDemandsOnce() throws Exception {
        ReadSwitch jetty = taken();
        begin(jetty);
        jetty.off();
        jetty.on();
        jetty.off();
        jetty.on();
        jetty.end(false);

        assertThat(demands).hasSize(1);
    }

    @Test
    void aFrameThatStopsAgainAfterItWentOnDemandsNothing() throws Exception {
        ReadSwitch jetty = taken();
        begin(jetty);
        jetty.off();
        jetty.on();
        jetty.off();
        jetty.end(false);
        assertThat(demands).isEmpty();

        connection.state = State.IDLE;
        jetty.on();
        assertThat(demands).hasSize(1);
    }

    @Test
    void aDeliveryWithinADemandDemandsForItself() throws Exception {
        ReadSwitch jetty = taken();
        begin(jetty);
        duringDemand = () -> {
            jetty.begin();
            jetty.off();
            jetty.end(false);
        };
        jetty.end(true);
        assertThat(demands).hasSize(1);

        connection.state = State.IDLE;
        jetty.on();
        assertThat(demands).hasSize(2);
    }

    @Test
    void aVersionWithoutTheStateIsDemandedOfAtOnce() throws Exception {
        for (OldCore core : List.<OldCore>of(this::demanded, core("without a state"))) {
            demands.clear();
            ReadSwitch jetty =
                    Objects.requireNonNull(JettyDemand.of(session(new HandlerOfJetty(new Sink(), new Sink()), core)));
            begin(jetty);
            jetty.off();
            jetty.end(false);
            jetty.on();

            assertThat(demands).hasSize(1);
        }
    }

    @Test
    void aSessionThatHasEndedIsAskedInVain() throws Exception {
        ReadSwitch jetty = taken();
        failing = true;
        begin(jetty);
        jetty.end(true);

        assertThat(demands).isEmpty();
    }

    @Test
    void anotherVersionDemandsAsBefore() {
        assertThatThrownBy(() -> JettyDemand.of(session(new HandlerOfJetty(text, "no sink"))))
                .isInstanceOf(NoSuchFieldException.class);
        assertThat(text.demands()).isTrue();

        assertThatThrownBy(() -> JettyDemand.of(session("no handler"))).isInstanceOf(NoSuchFieldException.class);
        assertThat(ReadSwitches.of(session("no handler"))).isNull();
    }

    @Test
    void anotherContainerHasNone() throws Exception {
        assertThat(JettyDemand.of(new FakeSession().session())).isNull();
        assertThat(ReadSwitches.of(new FakeSession().session())).isNull();
    }
}
