package org.sluice.core.doubles;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.core.port.Brake;

/** Counts the releases. */
public final class RecordingBrake implements Brake {

    private final AtomicInteger releases = new AtomicInteger();
    private volatile Runnable onRelease = () -> {};

    public void onRelease(Runnable action) {
        onRelease = action;
    }

    @Override
    public void release() {
        releases.incrementAndGet();
        onRelease.run();
    }

    public int releases() {
        return releases.get();
    }

    public void awaitReleases(int count) {
        await().until(() -> releases.get() >= count);
    }
}
