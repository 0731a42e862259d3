package org.sluice.api;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What kind of failure it was, as one value an application can switch on (P30, P63-P66); it says nothing of when it
 * happened, which is {@link Phase}. Names and numbers are those of {@code Windows.Web.WebErrorStatus}: 24 values of its
 * own, numbered from 0, and 31 that are HTTP status codes.
 */
public enum WebErrorStatus {

    /** None of the other values fits. */
    UNKNOWN(0, 0x80004005),

    /** The server's certificate was issued for another host name. */
    CERTIFICATE_COMMON_NAME_IS_INCORRECT(1, 0x80072F06),

    /** The server's certificate, or one it depends on, has expired or is not valid yet. */
    CERTIFICATE_EXPIRED(2, 0x80072F05),

    /** The server's certificate is damaged: it cannot be parsed. */
    CERTIFICATE_CONTAINS_ERRORS(3, 0x80072F17),

    /** The server's certificate, or one it depends on, was revoked by its issuer. */
    CERTIFICATE_REVOKED(4, 0x80072F8A),

    /** The server's certificate is not to be trusted, for instance for its unknown issuer. */
    CERTIFICATE_IS_INVALID(5, 0x80072F89),

    /** There is no way through the network to the server. */
    SERVER_UNREACHABLE(6, 0x80072F84),

    /** The other end did not answer in time. */
    TIMEOUT(7, 0x80072EE2),

    /** The server answered with something that is not HTTP, or not the WebSocket handshake asked for (P9). */
    ERROR_HTTP_INVALID_SERVER_RESPONSE(8, 0x80072F78),

    /** The connection ended without a closing handshake. */
    CONNECTION_ABORTED(9, 0x80072EFE),

    /** The other end, or something between, reset the connection. */
    CONNECTION_RESET(10, 0x80072EFF),

    /** The connection was in order and is closed now. */
    DISCONNECTED(11, 0x80072F83),

    /** The server redirected from a plain address to a secure one, and that was not allowed. */
    HTTP_TO_HTTPS_ON_REDIRECTION(12, 0x80072F07),

    /** The server redirected from a secure address to a plain one, and that was not allowed. */
    HTTPS_TO_HTTP_ON_REDIRECTION(13, 0x80072F08),

    /** The server, or the proxy, is there and does not take the connection. */
    CANNOT_CONNECT(14, 0x80072EFD),

    /** The host name has no address, or the name service does not know it. */
    HOST_NAME_NOT_RESOLVED(15, 0x80072EE7),

    /** The application cancelled the operation, or interrupted its thread (P77-P78). */
    OPERATION_CANCELED(16, 0x800704C7),

    /** A redirect could not be followed: too many of them, or no usable address in it. */
    REDIRECT_FAILED(17, 0x80072F7C),

    /** An HTTP status outside 300 to 599 where the handshake wants 101. */
    UNEXPECTED_STATUS_CODE(18, 0x80190001),

    /** An HTTP status from 300 to 399 without a value of its own here. */
    UNEXPECTED_REDIRECTION(19, 0x80190003),

    /** An HTTP status from 400 to 499 without a value of its own here. */
    UNEXPECTED_CLIENT_ERROR(20, 0x80190004),

    /** An HTTP status from 500 to 599 without a value of its own here. */
    UNEXPECTED_SERVER_ERROR(21, 0x80190005),

    /** The server cannot send part of a resource; of use to downloads only. */
    INSUFFICIENT_RANGE_SUPPORT(22, 0x80200013),

    /** The server did not tell the length of a resource; of use to downloads only. */
    MISSING_CONTENT_LENGTH_SUPPORT(23, 0x80200011),

    /** HTTP 300: there are several resources to choose from. */
    MULTIPLE_CHOICES(300),

    /** HTTP 301: the resource has another address for good. */
    MOVED_PERMANENTLY(301),

    /** HTTP 302: the resource has another address for now. */
    FOUND(302),

    /** HTTP 303: the answer is at another address. */
    SEE_OTHER(303),

    /** HTTP 304: the resource is as it was. */
    NOT_MODIFIED(304),

    /** HTTP 305: the resource is to be had through a proxy. */
    USE_PROXY(305),

    /** HTTP 307: the resource has another address for now, and the request stays the same. */
    TEMPORARY_REDIRECT(307),

    /** HTTP 400: the server does not understand the request. */
    BAD_REQUEST(400),

    /** HTTP 401: the server wants credentials, or others. */
    UNAUTHORIZED(401),

    /** HTTP 402: the server wants to be paid. */
    PAYMENT_REQUIRED(402),

    /** HTTP 403: the server refuses, whoever asks. */
    FORBIDDEN(403),

    /** HTTP 404: there is nothing at this address. */
    NOT_FOUND(404),

    /** HTTP 405: the resource does not take this method. */
    METHOD_NOT_ALLOWED(405),

    /** HTTP 406: the server has nothing the request accepts. */
    NOT_ACCEPTABLE(406),

    /** HTTP 407: the proxy wants credentials, or others. */
    PROXY_AUTHENTICATION_REQUIRED(407),

    /** HTTP 408: the server did not get the request in time. */
    REQUEST_TIMEOUT(408),

    /** HTTP 409: the request does not go with the state of the resource. */
    CONFLICT(409),

    /** HTTP 410: the resource was here and will not come back. */
    GONE(410),

    /** HTTP 411: the server wants to know the length of the request. */
    LENGTH_REQUIRED(411),

    /** HTTP 412: a condition in the request does not hold. */
    PRECONDITION_FAILED(412),

    /** HTTP 413: what was sent is larger than its receiver takes. */
    REQUEST_ENTITY_TOO_LARGE(413),

    /** HTTP 414: the address is longer than the server takes. */
    REQUEST_URI_TOO_LONG(414),

    /** HTTP 415: the server does not know this type of data. */
    UNSUPPORTED_MEDIA_TYPE(415),

    /** HTTP 416: the resource does not have the range asked for. */
    REQUESTED_RANGE_NOT_SATISFIABLE(416),

    /** HTTP 417: the server cannot do what the request expects of it. */
    EXPECTATION_FAILED(417),

    /** HTTP 500: something went wrong in the server. */
    INTERNAL_SERVER_ERROR(500),

    /** HTTP 501: the server does not have this function. */
    NOT_IMPLEMENTED(501),

    /** HTTP 502: a gateway got a wrong answer from the server behind it. */
    BAD_GATEWAY(502),

    /** HTTP 503: the server is overloaded or being maintained. */
    SERVICE_UNAVAILABLE(503),

    /** HTTP 504: a gateway got no answer in time from the server behind it. */
    GATEWAY_TIMEOUT(504),

    /** HTTP 505: the server does not speak this version of HTTP. */
    HTTP_VERSION_NOT_SUPPORTED(505);

    private static final Map<Integer, WebErrorStatus> BY_VALUE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(WebErrorStatus::value, Function.identity()));

    private final int value;
    private final int hresult;

    WebErrorStatus(int value, int hresult) {
        this.value = value;
        this.hresult = hresult;
    }

    WebErrorStatus(int httpStatus) {
        this(httpStatus, Hresults.ofHttpStatus(httpStatus));
    }

    /**
     * The number of this value in {@code Windows.Web.WebErrorStatus}.
     *
     * @return 0 to 23, or an HTTP status code from 300 to 505
     */
    public int value() {
        return value;
    }

    /**
     * Finds a value by its number; the opposite of {@link #value()}.
     *
     * @param value the number as published by Windows
     * @return the value with this number
     * @throws IllegalArgumentException if there is none with this number (P67)
     */
    public static WebErrorStatus ofValue(int value) {
        WebErrorStatus status = BY_VALUE.get(value);
        if (status == null) {
            throw new IllegalArgumentException(
                    "value: " + value + " is no WebErrorStatus; for an HTTP status code use ofHttpStatus");
        }
        return status;
    }

    /**
     * Finds the value for the status code of an HTTP answer that was not the upgrade asked for.
     *
     * @param httpStatus any number: what a server sent is not an argument error
     * @return the value with this very number, otherwise the unexpected one of its hundred: {@link #UNEXPECTED_REDIRECTION},
     *     {@link #UNEXPECTED_CLIENT_ERROR}, {@link #UNEXPECTED_SERVER_ERROR} or, outside 300 to 599,
     *     {@link #UNEXPECTED_STATUS_CODE}
     */
    public static WebErrorStatus ofHttpStatus(int httpStatus) {
        return switch (httpStatus / 100) {
            case 3 -> BY_VALUE.getOrDefault(httpStatus, UNEXPECTED_REDIRECTION);
            case 4 -> BY_VALUE.getOrDefault(httpStatus, UNEXPECTED_CLIENT_ERROR);
            case 5 -> BY_VALUE.getOrDefault(httpStatus, UNEXPECTED_SERVER_ERROR);
            default -> UNEXPECTED_STATUS_CODE;
        };
    }

    /**
     * Tells what kind of failure a throwable stands for, by itself and its causes: the {@link WebSocketException#status()}
     * of the outermost {@link WebSocketException} that knows it, otherwise the most telling of the JDK's exceptions in the
     * chain (an expired certificate tells more than the failed handshake around it).
     *
     * @param failure what was thrown
     * @return the value for it, {@link #UNKNOWN} if nothing in the chain of causes tells more
     * @throws NullPointerException if {@code failure} is null
     */
    public static WebErrorStatus of(Throwable failure) {
        return FailureClassifier.classify(Objects.requireNonNull(failure, "failure"));
    }

    /**
     * The HRESULT that code ported from Windows expects for this value. The canonical one of several: for an HTTP status
     * {@code 0x80190000} plus its number (HTTP_E_STATUS), for a cancelled operation {@code 0x800704C7} (ERROR_CANCELLED), for
     * {@link #UNKNOWN} {@code 0x80004005} (E_FAIL), for the two values about downloads that of BITS, and for all others that
     * of WinINet ({@code WININET_E}).
     *
     * @return a negative number, different for each value; {@link #fromHresult} gives this value back for it
     */
    public int hresult() {
        return hresult;
    }

    /**
     * Finds the value for an HRESULT as {@code WebSocketError.GetStatus} does. Accepted are the canonical ones of
     * {@link #hresult()}, {@code 0x80190000} plus any HTTP status code from 100 on, and of the others those that WinINet,
     * WinHTTP, Windows Sockets, the Win32 network functions and the certificate functions give for the same failures.
     *
     * @param hresult an HRESULT, as the signed number that a Windows API hands out
     * @return the value for it; {@link #UNKNOWN} for a success (0 and above) and for what is not known here
     */
    public static WebErrorStatus fromHresult(int hresult) {
        return Hresults.statusOf(hresult);
    }
}
