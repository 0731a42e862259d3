package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.glassfish.grizzly.Context;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.ProcessorResult;
import org.glassfish.grizzly.ReadResult;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventProcessorTest {

    private final List<String> told = new ArrayList<>();
    private final EventProcessor processor = new EventProcessor(new Line.Events() {
        @Override
        public void readable() {
            told.add("READ");
        }

        @Override
        public void writable() {
            told.add("WRITE");
        }

        @Override
        public void gone() {
            told.add("gone");
        }
    });

    @ParameterizedTest
    @EnumSource(IOEvent.class)
    void onlyReadingAndWritingAreTold(IOEvent event) throws Exception {
        boolean wanted = event == IOEvent.READ || event == IOEvent.WRITE;
        try (SocketChannel channel = SocketChannel.open()) {
            TCPNIOConnection connection =
                    new TCPNIOConnection(TCPNIOTransportBuilder.newInstance().build(), channel);
            Context context = processor.obtainContext(connection);
            context.setIoEvent(event);

            assertThat(processor.process(context).getStatus()).isSameAs(ProcessorResult.Status.COMPLETE);

            assertThat(context.getConnection()).isSameAs(connection);
            assertThat(context.getProcessor()).isSameAs(processor);
        }
        assertThat(processor.isInterested(event)).isEqualTo(wanted);
        assertThat(told).isEqualTo(wanted ? List.of(event.name()) : List.of());
    }

    /** Whoever still writes through Grizzly would write between the frames. */
    @Test
    @SuppressWarnings({"deprecation", "rawtypes", "NullAway"}) // All ways that there are, as Grizzly declares them.
    void nobodyElseReadsOrWrites() {
        EmptyCompletionHandler<ReadResult> read = new EmptyCompletionHandler<>();
        EmptyCompletionHandler<WriteResult> written = new EmptyCompletionHandler<>();
        org.glassfish.grizzly.asyncqueue.PushBackHandler pushBack = null;
        org.glassfish.grizzly.asyncqueue.MessageCloner<Object> cloner = null;
        Stream.<ThrowingCallable>of(
                        () -> processor.setInterested(IOEvent.READ, false),
                        () -> processor.read(null, read),
                        () -> processor.write(null, null, "x", written),
                        () -> processor.write(null, null, "x", written, cloner),
                        () -> processor.write(null, null, "x", written, pushBack))
                .forEach(call -> assertThatThrownBy(call)
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessageContaining("WebSocket"));
        assertThat(told).isEmpty();
    }
}
