package org.sluice.api;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The HRESULTs that stand for a {@link WebErrorStatus}; which one is canonical is said there. */
final class Hresults {

    /** Severity error, FACILITY_HTTP; the status code is in the low half. */
    private static final int HTTP_FACILITY = 0x80190000;

    private static final int SMALLEST_HTTP_STATUS = 100;

    private Hresults() {}

    static int ofHttpStatus(int httpStatus) {
        return HTTP_FACILITY | httpStatus;
    }

    static WebErrorStatus statusOf(int hresult) {
        WebErrorStatus canonical = Canonical.BY_HRESULT.get(hresult);
        if (canonical != null) {
            return canonical;
        }
        int code = hresult & 0xFFFF;
        if ((hresult & 0xFFFF0000) == HTTP_FACILITY && code >= SMALLEST_HTTP_STATUS) {
            return WebErrorStatus.ofHttpStatus(code);
        }
        return alias(hresult);
    }

    private static WebErrorStatus alias(int hresult) {
        return switch (hresult) {
            // CERT_E_CN_NO_MATCH, SEC_E_WRONG_PRINCIPAL
            case 0x800B010F, 0x80090322 -> WebErrorStatus.CERTIFICATE_COMMON_NAME_IS_INCORRECT;
            // CERT_E_EXPIRED, SEC_E_CERT_EXPIRED
            case 0x800B0101, 0x80090328 -> WebErrorStatus.CERTIFICATE_EXPIRED;
            // CERT_E_REVOKED, CRYPT_E_REVOKED
            case 0x800B010C, 0x80092010 -> WebErrorStatus.CERTIFICATE_REVOKED;
            // WININET_E_INVALID_CA, ERROR_WINHTTP_SECURE_FAILURE, CERT_E_UNTRUSTEDROOT, CERT_E_CHAINING,
            // SEC_E_UNTRUSTED_ROOT
            case 0x80072F0D, 0x80072F8F, 0x800B0109, 0x800B010A, 0x80090325 -> WebErrorStatus.CERTIFICATE_IS_INVALID;
            // WSAENETUNREACH, WSAEHOSTDOWN, WSAEHOSTUNREACH, ERROR_NETWORK_UNREACHABLE, ERROR_HOST_UNREACHABLE,
            // WININET_E_PROXY_SERVER_UNREACHABLE
            case 0x80072743, 0x80072750, 0x80072751, 0x800704CF, 0x800704D0, 0x80072F85 ->
                WebErrorStatus.SERVER_UNREACHABLE;
            // WSAETIMEDOUT, ERROR_TIMEOUT, ERROR_SEM_TIMEOUT
            case 0x8007274C, 0x800705B4, 0x80070079 -> WebErrorStatus.TIMEOUT;
            // WININET_E_INVALID_HEADER, WININET_E_DOWNLEVEL_SERVER
            case 0x80072F79, 0x80072F77 -> WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE;
            // WSAECONNABORTED, ERROR_CONNECTION_ABORTED
            case 0x80072745, 0x800704D4 -> WebErrorStatus.CONNECTION_ABORTED;
            // WSAECONNRESET, ERROR_NETNAME_DELETED
            case 0x80072746, 0x80070040 -> WebErrorStatus.CONNECTION_RESET;
            // WSAENOTCONN, WSAESHUTDOWN, ERROR_GRACEFUL_DISCONNECT
            case 0x80072749, 0x8007274A, 0x800704CA -> WebErrorStatus.DISCONNECTED;
            // WSAECONNREFUSED, ERROR_CONNECTION_REFUSED
            case 0x8007274D, 0x800704C9 -> WebErrorStatus.CANNOT_CONNECT;
            // WSAHOST_NOT_FOUND, WSATRY_AGAIN, WSANO_DATA
            case 0x80072AF9, 0x80072AFA, 0x80072AFC -> WebErrorStatus.HOST_NAME_NOT_RESOLVED;
            // WININET_E_OPERATION_CANCELLED, ERROR_OPERATION_ABORTED, E_ABORT, ERROR_REQUEST_ABORTED
            case 0x80072EF1, 0x800703E3, 0x80004004, 0x800704D3 -> WebErrorStatus.OPERATION_CANCELED;
            // WININET_E_REDIRECT_SCHEME_CHANGE
            case 0x80072F10 -> WebErrorStatus.REDIRECT_FAILED;
            default -> WebErrorStatus.UNKNOWN;
        };
    }

    /** A class of its own, because the enum needs {@link #ofHttpStatus} before its values exist. */
    private static final class Canonical {

        static final Map<Integer, WebErrorStatus> BY_HRESULT = Arrays.stream(WebErrorStatus.values())
                .collect(Collectors.toUnmodifiableMap(WebErrorStatus::hresult, Function.identity()));
    }
}
