package org.sluice.api;

import java.io.Serial;

/**
 * A message was larger than this end takes. One that was received closes the socket with {@link CloseCode#MESSAGE_TOO_BIG} (RFC 6455
 * section 7.4.1), and what asks for its data gets this. One that was written to {@link MessageWebSocket#outputStream()} is not sent, and
 * the socket stays open. Its status is
 * {@link WebErrorStatus#REQUEST_ENTITY_TOO_LARGE}, though no HTTP is involved, for no other value comes nearer.
 */
public final class MessageTooBigException extends WebSocketException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The largest message taken, in bytes. */
    private final long limit;

    /**
     * Makes an exception for a message over a limit.
     *
     * @param limit the largest message taken, in bytes
     */
    public MessageTooBigException(long limit) {
        super(text(limit), WebErrorStatus.REQUEST_ENTITY_TOO_LARGE, Phase.TRANSFER);
        this.limit = limit;
    }

    private static String text(long limit) {
        return "A message is larger than the " + limit + " bytes this socket takes;"
                + " raise maxMessageSize on its control, or use a StreamWebSocket";
    }

    /**
     * The limit the message went over.
     *
     * @return the largest message taken, in bytes
     */
    public long limit() {
        return limit;
    }
}
