package org.sluice.core.socket;

import java.io.IOException;
import org.sluice.core.flow.Sink;

/** Sends each item as a message, so that there is nothing to flush, to end or to give up. */
@FunctionalInterface
interface WholeMessages<T> extends Sink<T> {

    @Override
    void send(T item) throws IOException;

    @Override
    default void flush() {}

    @Override
    default void end() {}

    @Override
    default void abandon() {}
}
