package org.sluice.core.portable;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.FakeSession;

class TomcatSessionTest {

    private static final CloseReason REASON = new CloseReason(CloseCodes.GOING_AWAY, "cut");

    private final List<Object> given = new ArrayList<>();

    /** What a session of Tomcat has. */
    public interface WithDoClose extends Session {
        void doClose(CloseReason message, CloseReason local, boolean closeSocket);
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
}
