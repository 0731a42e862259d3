package org.sluice.core.flow;

import java.io.IOException;

/**
 * What a subscriber sends its items to; called by one thread at a time, which may wait.
 *
 * @param <T> the items
 */
public interface Sink<T> {

    /**
     * Sends an item, or keeps it for the next flush.
     *
     * @param item not null
     * @throws IOException if it cannot be sent; the sink is abandoned then
     */
    void send(T item) throws IOException;

    /**
     * No further item is there now.
     *
     * @throws IOException if what was kept cannot be sent; the sink is abandoned then
     */
    void flush() throws IOException;

    /**
     * There are no more items.
     *
     * @throws IOException if what was kept cannot be sent; the sink is abandoned then
     */
    void end() throws IOException;

    /** Something failed, here or at the publisher; nothing follows. */
    void abandon();
}
