package org.sluice.grizzly.client;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of the answer to a request for an upgrade (RFC 9112, 4 and 5), in whatever pieces it comes; interim answers other than
 * the upgrade itself are passed over. Bodies, and what the fields mean, are left to others. Pure; for one answer.
 */
final class ResponseParser {

    /** Bytes of all heads together, the interim ones included. */
    static final int MAX_BYTES = 64 * 1024;

    private static final byte[] VERSION = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);
    /** Those of TLS records that a server of wss may begin with: alert and handshake (RFC 8446, 5.1). */
    private static final int TLS_ALERT = 21;

    private static final int TLS_HANDSHAKE = 22;

    private static final int STATUS_FROM = 9;
    private static final int STATUS_TO = 12;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int DELETE = 0x7F;

    private final String peer;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    private final List<ResponseHead.Field> fields = new ArrayList<>();
    private int total;
    /** Whether the last byte was the CR of a line's end. */
    private boolean endOfLine;

    private int status;
    private @Nullable String reason;
    private @Nullable ResponseHead head;

    /** Of a server. */
    ResponseParser() {
        this("server");
    }

    /** With the name of who answers, for messages. */
    ResponseParser(String peer) {
        this.peer = peer;
    }

    /**
     * Takes what came.
     *
     * @param in is consumed up to the end of the head
     * @return true where the head is complete
     * @throws ProtocolException if it is no HTTP, at the first byte that shows it, or has no end within {@link #MAX_BYTES}
     */
    boolean parse(ByteBuffer in) throws ProtocolException {
        while (head == null && in.hasRemaining()) {
            int next = in.get() & 0xFF;
            if (++total > MAX_BYTES) {
                throw new ProtocolException(
                        "The head of the " + peer + "'s answer is over " + MAX_BYTES + " bytes long");
            }
            take(next);
        }
        return head != null;
    }

    /** The head, once complete. */
    ResponseHead head() {
        if (head == null) {
            throw new IllegalStateException("not complete");
        }
        return head;
    }

    /** Whether anything came at all. */
    boolean hasBegun() {
        return total > 0;
    }

    private void take(int next) throws ProtocolException {
        if (endOfLine) {
            if (next != '\n') {
                throw malformed("has a CR that ends no line");
            }
            endOfLine = false;
            String text = line.toString(StandardCharsets.ISO_8859_1);
            line.reset();
            ended(text);
        } else if (next == '\r') {
            endOfLine = true;
        } else {
            check(next);
            line.write(next);
        }
    }

    private void check(int next) throws ProtocolException {
        if (reason == null && line.size() < VERSION.length && next != VERSION[line.size()]) {
            boolean tls = line.size() == 0 && (next == TLS_ALERT || next == TLS_HANDSHAKE);
            throw new ProtocolException(
                    tls
                            ? "The " + peer + " does not answer in HTTP but in TLS; try wss instead of ws"
                            : "The " + peer + " does not answer in HTTP/1.1");
        }
        if ((next < ' ' && next != '\t') || next == DELETE) {
            throw malformed("has the control character " + next);
        }
    }

    private void ended(String text) throws ProtocolException {
        if (reason == null) {
            statusLine(text);
        } else if (text.isEmpty()) {
            complete(reason);
        } else if (text.charAt(0) == ' ' || text.charAt(0) == '\t') {
            folded(text);
        } else {
            field(text);
        }
    }

    /** The space after the status may be missing where the reason is, as some servers have it. */
    private void statusLine(String text) throws ProtocolException {
        boolean shaped = text.length() >= STATUS_TO
                && isDigit(text.charAt(VERSION.length))
                && text.charAt(STATUS_FROM - 1) == ' '
                && text.substring(STATUS_FROM, STATUS_TO).chars().allMatch(ResponseParser::isDigit)
                && (text.length() == STATUS_TO || text.charAt(STATUS_TO) == ' ');
        if (!shaped) {
            throw malformed("has no status line");
        }
        status = Integer.parseInt(text.substring(STATUS_FROM, STATUS_TO));
        if (status < 100 || status > 599) {
            throw malformed("has the status " + status);
        }
        reason = text.length() > STATUS_TO ? text.substring(STATUS_TO + 1) : "";
    }

    private void field(String text) throws ProtocolException {
        int colon = text.indexOf(':');
        if (colon < 1 || !text.substring(0, colon).chars().allMatch(RequestHead::isTokenChar)) {
            throw malformed("has a line that is no field");
        }
        fields.add(new ResponseHead.Field(text.substring(0, colon), trim(text.substring(colon + 1))));
    }

    /** An obsolete form that is to be read as one line (RFC 9112, 5.2). */
    private void folded(String text) throws ProtocolException {
        if (fields.isEmpty()) {
            throw malformed("begins its fields with white space");
        }
        ResponseHead.Field last = fields.remove(fields.size() - 1);
        fields.add(new ResponseHead.Field(last.name(), trim(last.value() + ' ' + trim(text))));
    }

    private void complete(String why) {
        if (status < 200 && status != SWITCHING_PROTOCOLS) {
            fields.clear();
            reason = null;
            return;
        }
        head = new ResponseHead(status, why, List.copyOf(fields));
    }

    private static String trim(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isSpace(value.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private ProtocolException malformed(String what) {
        return new ProtocolException("The " + peer + "'s answer " + what + " (RFC 9112)");
    }
}
