package org.sluice.core.portable;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.core.doubles.FakeSession;

class TomcatSessionTest {

    private static final CloseReason REASON = new CloseReason(CloseCodes.GOING_AWAY, "cut");

    private final List<Object> given = new ArrayList<>();

    /** What a session of Tomcat has. */
    public interface WithDoClose extends Session {
        void doClose(CloseReason message, CloseReason local, boolean closeSocket);
    }

    /** Its state and its way out, as far as they are used; version 10.1 has a reference to the state, those before a field. */
    @SuppressWarnings("UnusedVariable") // found by their names
    private static final class WithFields {

        private final Object state;
        private final Remote wsRemoteEndpoint;

        WithFields(Object state, Remote remote) {
            this.state = state;
            this.wsRemoteEndpoint = remote;
        }
    }

    /** What ends its connection. */
    public static final class Remote {

        private final boolean failing;
        private int ends;

        Remote(boolean failing) {
            this.failing = failing;
        }

        public void close() {
            if (failing) {
                throw new IllegalStateException("not now");
            }
            ends++;
        }
    }

    private enum State {
        OPEN,
        OUTPUT_CLOSED,
        CLOSED
    }

    private Session tomcat(boolean failing) {
        return (Session) Proxy.newProxyInstance(
                TomcatSessionTest.class.getClassLoader(), new Class<?>[] {WithDoClose.class}, (self, method, with) -> {
                    if (failing) {
                        throw new IllegalStateException("not now");
                    }
                    given.add(method.getName());
                    given.addAll(Arrays.asList(with));
                    return null;
                });
    }

    @Test
    void itsConnectionEndsWithTheClose() {
        assertThat(TomcatSession.cut(tomcat(false), REASON)).isTrue();

        assertThat(given).containsExactly("doClose", REASON, REASON, true);
    }

    @Test
    void failureAndAnotherContainerLeaveTheCloseToOthers() {
        assertThat(TomcatSession.cut(tomcat(true), REASON)).isFalse();
        assertThat(TomcatSession.cut(new FakeSession().session(), REASON)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void connectionEndsWhereTheCloseAwaitsItsAnswer(State state) {
        Remote remote = new Remote(false);

        TomcatSession.endUnanswered(new WithFields(state, remote));
        TomcatSession.endUnanswered(new WithFields(new AtomicReference<>(state), remote));

        assertThat(TomcatSession.awaitsTheAnswer(new WithFields(state, remote)))
                .isEqualTo(state == State.OUTPUT_CLOSED);
        assertThat(remote.ends).isEqualTo(state == State.OUTPUT_CLOSED ? 2 : 0);
    }

    @Test
    void connectionThatCannotBeEndedAndAnotherContainersDoNoHarm() {
        Remote remote = new Remote(true);

        TomcatSession.endUnanswered(new WithFields(State.OUTPUT_CLOSED, remote));
        TomcatSession.endUnanswered(new FakeSession().session());

        assertThat(remote.ends).isZero();
    }
}
