package org.sluice.it.app;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.data.DataReader;
import org.sluice.api.data.DataWriter;
import org.sluice.api.data.InputOption;
import org.sluice.core.StreamEndpoint;

/** What {@link Values} is, for the messages of a stream. */
@ServerEndpoint("/values/stream")
public class ValuesStream extends StreamEndpoint {

    @Override
    protected void onStream(StreamWebSocket socket, Session session) throws Exception {
        DataWriter writer = new DataWriter(socket.outputStream());
        for (Optional<InputStream> in = socket.nextMessage(); in.isPresent(); in = socket.nextMessage()) {
            DataReader reader = new DataReader(in.get());
            loadAll(reader);
            Values.answer(reader, writer);
        }
    }

    private static void loadAll(DataReader reader) throws IOException {
        reader.inputOptions(InputOption.PARTIAL, InputOption.READ_AHEAD);
        int loaded;
        do {
            loaded = reader.load(256);
        } while (loaded > 0);
    }
}
