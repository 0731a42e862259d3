package org.sluice.core.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.FakeSession;

class JettyDemandTest {

    private int demands;
    private boolean failing;
    private final Sink text = new Sink();
    private final Sink binary = new Sink();

    /** Jetty's session of its core. */
    public interface Core {
        void demand();
    }

    /** What a session of Jetty's Jakarta layer has. */
    public interface JettySession extends Session {
        Core getCoreSession();

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
        Core core = () -> {
            if (failing) {
                throw new IllegalStateException("closed");
            }
            demands++;
        };
        return (Session) Proxy.newProxyInstance(
                JettyDemandTest.class.getClassLoader(),
                new Class<?>[] {JettySession.class},
                (self, method, given) -> method.getName().equals("getCoreSession") ? core : handler);
    }

    private ReadSwitch taken() throws Exception {
        return Objects.requireNonNull(JettyDemand.of(session(new HandlerOfJetty(text, binary))));
    }

    @Test
    void theSinksDemandNoMore() throws Exception {
        ReadSwitch unused = taken();

        assertThat(text.demands()).isFalse();
        assertThat(binary.demands()).isFalse();
        assertThat(demands).isZero();
    }

    @Test
    void eachDeliveryDemandsOnceAtItsEndOrAtTheRelease() throws Exception {
        ReadSwitch jetty = taken();
        jetty.begin();
        jetty.goOn();
        assertThat(demands).isEqualTo(1);

        jetty.begin();
        jetty.off();
        assertThat(demands).isEqualTo(1);
        jetty.on();
        assertThat(demands).isEqualTo(2);
    }

    @Test
    void aFrameThatStopsAndGoesOnMoreThanOnceDemandsOnce() throws Exception {
        ReadSwitch jetty = taken();
        jetty.begin();
        jetty.off();
        jetty.on();
        jetty.off();
        jetty.on();
        jetty.goOn();

        assertThat(demands).isEqualTo(1);
    }

    @Test
    void aSessionThatHasEndedIsAskedInVain() throws Exception {
        ReadSwitch jetty = taken();
        failing = true;
        jetty.begin();
        jetty.on();

        assertThat(demands).isZero();
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
