package org.sluice.core.send;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what was sent and keeps the failures. */
final class RecordingListener implements SendListener {

    final AtomicLong bytes = new AtomicLong();
    final AtomicLong messages = new AtomicLong();
    final List<IOException> failures = new CopyOnWriteArrayList<>();

    @Override
    public void sent(long some, boolean endsMessage) {
        bytes.addAndGet(some);
        messages.addAndGet(endsMessage ? 1 : 0);
    }

    @Override
    public void failed(IOException cause) {
        failures.add(cause);
    }

    @Override
    public void stuck(IOException cause) {
        failures.add(cause);
    }
}
