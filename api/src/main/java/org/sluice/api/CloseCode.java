package org.sluice.api;

/** The close codes of RFC 6455, 7.4.1, and the IANA registry that an application meets, and the rule which of them it may send. */
public final class CloseCode {

    /** The purpose of the connection is fulfilled. */
    public static final int NORMAL = 1000;
    /** This end goes away: a server stops, a page is left. */
    public static final int GOING_AWAY = 1001;
    /** The peer broke the protocol. */
    public static final int PROTOCOL_ERROR = 1002;
    /** The peer sent a type of data that this end does not take, such as text on a stream socket. */
    public static final int UNSUPPORTED_DATA = 1003;
    /** Never on the wire: the close frame had no code. */
    public static final int NO_STATUS = 1005;
    /** Never on the wire: the connection was lost without a close frame. */
    public static final int ABNORMAL = 1006;
    /** The content does not fit the type of the message, such as text that is not UTF-8. */
    public static final int INVALID_DATA = 1007;
    /** The peer broke a rule of the application. */
    public static final int POLICY_VIOLATION = 1008;
    /** A message was over the limit. */
    public static final int MESSAGE_TOO_BIG = 1009;
    /** This end failed. */
    public static final int INTERNAL_ERROR = 1011;
    /** This end is overloaded; the peer may try again later. */
    public static final int TRY_AGAIN_LATER = 1013;

    private static final int FIRST_REGISTERED = 3000;
    private static final int LAST_PRIVATE = 4999;

    private CloseCode() {}

    /**
     * Whether an application may send a code: 1000 to 1003, 1007 to 1014, and 3000 to 4999 (RFC 6455, 7.4).
     *
     * @param code any number
     * @return whether a close frame may carry it
     */
    public static boolean maySend(int code) {
        return (code >= NORMAL && code <= UNSUPPORTED_DATA)
                || (code >= INVALID_DATA && code <= 1014)
                || (code >= FIRST_REGISTERED && code <= LAST_PRIVATE);
    }
}
