package org.sluice.core.doubles;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sluice.core.port.Draft;

/** A draft on the heap that records each time somebody ends it, of which the first one counts. */
public final class DraftDouble implements Draft {

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    /** Such as "sent" or "dropped". */
    public final List<String> ends = new CopyOnWriteArrayList<>();

    @Override
    public void put(byte[] from, int offset, int length) {
        content.write(from, offset, length);
    }

    @Override
    public void put(ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        content.writeBytes(bytes);
    }

    @Override
    public void drop() {
        byte[] unused = end("dropped");
    }

    byte[] end(String how) {
        ends.add(how);
        return content.toByteArray();
    }
}
