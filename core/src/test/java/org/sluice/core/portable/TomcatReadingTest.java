package org.sluice.core.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.FakeSession;

/** Each state that Tomcat may be in when it is told to go on. */
class TomcatReadingTest {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final WsFrameServer frames = new WsFrameServer();
    private boolean failing;

    /** Tomcat's. */
    private enum ReadState {
        PROCESSING,
        SUSPENDING_PROCESS,
        SUSPENDED,
        CLOSING
    }

    private static class FramesBase {
        volatile ReadState readState = ReadState.PROCESSING;
    }

    private static final class WsFrameServer extends FramesBase {}

    private static final class WsFrameClient extends FramesBase {}

    /** Tomcat's session, as far as it is used. */
    @SuppressWarnings("UnusedVariable")
    public final class TomcatSessionDouble {

        private final Object wsFrame;

        TomcatSessionDouble(Object frames) {
            wsFrame = frames;
        }

        public void suspend() {
            calls.add("suspend");
            frames.readState = ReadState.SUSPENDING_PROCESS;
        }

        public void resume() {
            if (failing) {
                throw new IllegalStateException("closed");
            }
            calls.add("resume in " + frames.readState);
            frames.readState = ReadState.PROCESSING;
        }
    }

    /** One without the frames. */
    public static final class OtherVersion {

        public void suspend() {}

        public void resume() {}
    }

    private ReadSwitch tomcat() throws Exception {
        return Objects.requireNonNull(TomcatReading.of(new TomcatSessionDouble(frames)));
    }

    @Test
    void itIsSuspendedAndResumed() throws Exception {
        ReadSwitch tomcat = tomcat();
        tomcat.begin();
        tomcat.end(true);
        assertThat(calls).isEmpty();

        tomcat.off();
        frames.readState = ReadState.SUSPENDED;
        tomcat.on();

        assertThat(calls).containsExactly("suspend", "resume in SUSPENDED");
    }

    @Test
    void aThreadThatHasNotLeftYetIsWaitedFor() throws Exception {
        ReadSwitch tomcat = tomcat();
        tomcat.off();
        tomcat.on();
        Timers.awaitAllDue();
        assertThat(calls).containsExactly("suspend");

        frames.readState = ReadState.SUSPENDED;

        await().until(() -> calls.size() == 2);
        assertThat(calls).containsExactly("suspend", "resume in SUSPENDED");
    }

    @Test
    void oneThatIsStoppedAgainBeforeItWentOnIsNotResumed() throws Exception {
        ReadSwitch tomcat = tomcat();
        tomcat.off();
        tomcat.on();
        tomcat.off();
        frames.readState = ReadState.SUSPENDED;
        Timers.awaitAllDue();
        assertThat(calls).containsExactly("suspend");

        tomcat.on();
        await().until(() -> calls.size() == 2);
        assertThat(calls).containsExactly("suspend", "resume in SUSPENDED");
    }

    @Test
    void aSessionThatEndsIsResumedInVain() throws Exception {
        ReadSwitch tomcat = tomcat();
        tomcat.off();
        frames.readState = ReadState.CLOSING;
        failing = true;
        tomcat.on();

        assertThat(calls).containsExactly("suspend");
    }

    @Test
    void anotherVersionOrContainerAndAClientHaveNone() throws Exception {
        assertThatThrownBy(() -> TomcatReading.of(new OtherVersion())).isInstanceOf(NoSuchFieldException.class);
        assertThat(TomcatReading.of(new FakeSession().session())).isNull();
        assertThat(TomcatReading.of(new TomcatSessionDouble(new WsFrameClient())))
                .isNull();
    }
}
