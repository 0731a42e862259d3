package org.sluice.it;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Gives conditions that tests wait for more time than Awaitility does: these tests share the processors with containers, and with each
 * other. A condition that holds is seen at once all the same. Called by one thread.
 */
public final class PatientWaits implements TestExecutionListener {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Called by JUnit. */
    public PatientWaits() {}

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        Awaitility.setDefaultTimeout(PATIENCE);
    }
}
