package org.sluice.core.doubles;

import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sluice.core.port.Brake;

/** Counts the releases, and the progress before them. */
public final class RecordingBrake implements Brake {

    private final AtomicInteger releases = new AtomicInteger();
    private final AtomicInteger steps = new AtomicInteger();
    private final AtomicInteger claims = new AtomicInteger();
    private volatile Predicate<@Nullable ByteBuffer> onPull = place -> false;
    private volatile Runnable onRelease = () -> {};

    /** What a thread that pulls receives; true if it should come again. */
    public void onPull(BooleanSupplier action) {
        onPull = place -> action.getAsBoolean();
    }

    /** The same with the place that it gives. */
    public void onPullInto(Predicate<@Nullable ByteBuffer> action) {
        onPull = action;
    }

    @Override
    public boolean pull(long nanos, @Nullable ByteBuffer place) {
        return onPull.test(place);
    }

    @Override
    public void claim() {
        claims.incrementAndGet();
    }

    /** How often a reader has said that it will pull. */
    public int claims() {
        return claims.get();
    }

    public void onRelease(Runnable action) {
        onRelease = action;
    }

    @Override
    public void release() {
        releases.incrementAndGet();
        onRelease.run();
    }

    @Override
    public void progress() {
        steps.incrementAndGet();
    }

    /** How often progress was told. */
    public int steps() {
        return steps.get();
    }

    public int releases() {
        return releases.get();
    }

    public void awaitReleases(int count) {
        await().until(() -> releases.get() >= count);
    }
}
