package org.sluice.core.socket;

import java.io.IOException;
import org.sluice.core.port.FrameSink;
import org.sluice.core.send.SendListener;

/** Counts what is sent, and ends the connection that fails to send, as some containers then report no end. */
final class SendReports implements SendListener {

    private final FrameSink to;
    private final Information information;
    private final Closing closing;

    SendReports(FrameSink to, Information information, Closing closing) {
        this.to = to;
        this.information = information;
        this.closing = closing;
    }

    @Override
    public void sent(long bytes, boolean endsMessage) {
        information.sent(bytes, endsMessage);
    }

    @Override
    public void failed(IOException cause) {
        closing.sendFailed(to, cause);
    }

    @Override
    public void stuck(IOException cause) {
        closing.sendStuck(to, cause);
    }
}
