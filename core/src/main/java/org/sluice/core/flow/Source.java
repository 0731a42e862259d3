package org.sluice.core.flow;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher takes its items from, without waiting. What is not taken stays, and bounds what comes.
 *
 * @param <T> the items
 */
public interface Source<T> {

    /**
     * Says what to call whenever an item came, or the end.
     *
     * @param change called by any thread; neither blocks nor throws
     */
    void onChange(Runnable change);

    /**
     * Takes an item; called by one thread at a time.
     *
     * @return the next one, or null where there is none now
     */
    @Nullable
    T poll();

    /**
     * Whether all is taken and nothing comes any more.
     *
     * @return true after a clean end
     * @throws IOException after an end that was not clean: why
     */
    boolean isOver() throws IOException;

    /** Nobody takes anything any more. */
    void cancel();
}
