package org.sluice.grizzly.wire;

import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Context;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.Processor;
import org.glassfish.grizzly.ProcessorResult;
import org.glassfish.grizzly.ReadResult;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.MessageCloner;

/** Takes a connection's events from Grizzly in place of a filter chain; reading and writing are left to the line. */
@SuppressWarnings("rawtypes") // As Grizzly declares them.
final class EventProcessor implements Processor<Context> {

    private final Line.Events events;

    EventProcessor(Line.Events events) {
        this.events = events;
    }

    @Override
    public Context obtainContext(Connection connection) {
        Context context = Context.create(connection);
        context.setProcessor(this);
        return context;
    }

    @Override
    public ProcessorResult process(Context context) {
        IOEvent event = context.getIoEvent();
        if (event == IOEvent.READ) {
            events.readable();
        } else if (event == IOEvent.WRITE) {
            events.writable();
        }
        return ProcessorResult.createComplete();
    }

    @Override
    public boolean isInterested(IOEvent event) {
        return event == IOEvent.READ || event == IOEvent.WRITE;
    }

    @Override
    public void setInterested(IOEvent event, boolean interested) {
        throw onlyEvents();
    }

    @Override
    public void read(Connection connection, CompletionHandler<ReadResult> handler) {
        throw onlyEvents();
    }

    @Override
    public void write(Connection connection, Object address, Object message, CompletionHandler<WriteResult> handler) {
        throw onlyEvents();
    }

    @Override
    public void write(
            Connection connection,
            Object address,
            Object message,
            CompletionHandler<WriteResult> handler,
            MessageCloner cloner) {
        throw onlyEvents();
    }

    @Override
    @Deprecated
    public void write(
            Connection connection,
            Object address,
            Object message,
            CompletionHandler<WriteResult> handler,
            org.glassfish.grizzly.asyncqueue.PushBackHandler pushBack) {
        throw onlyEvents();
    }

    private static UnsupportedOperationException onlyEvents() {
        return new UnsupportedOperationException("The connection is a WebSocket now, and its line reads and writes");
    }
}
