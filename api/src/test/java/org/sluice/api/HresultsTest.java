package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HresultsTest {

    @ParameterizedTest
    @CsvSource({
        "80072EE2,TIMEOUT",
        "80072EE7,HOST_NAME_NOT_RESOLVED",
        "80072EFD,CANNOT_CONNECT",
        "80072EFE,CONNECTION_ABORTED",
        "80072EFF,CONNECTION_RESET",
        "80072F05,CERTIFICATE_EXPIRED",
        "80072F06,CERTIFICATE_COMMON_NAME_IS_INCORRECT",
        "80072F07,HTTP_TO_HTTPS_ON_REDIRECTION",
        "80072F08,HTTPS_TO_HTTP_ON_REDIRECTION",
        "80072F17,CERTIFICATE_CONTAINS_ERRORS",
        "80072F78,ERROR_HTTP_INVALID_SERVER_RESPONSE",
        "80072F7C,REDIRECT_FAILED",
        "80072F83,DISCONNECTED",
        "80072F84,SERVER_UNREACHABLE",
        "80072F89,CERTIFICATE_IS_INVALID",
        "80072F8A,CERTIFICATE_REVOKED",
        "800704C7,OPERATION_CANCELED",
        "80190001,UNEXPECTED_STATUS_CODE",
        "80190003,UNEXPECTED_REDIRECTION",
        "80190004,UNEXPECTED_CLIENT_ERROR",
        "80190005,UNEXPECTED_SERVER_ERROR",
        "80200011,MISSING_CONTENT_LENGTH_SUPPORT",
        "80200013,INSUFFICIENT_RANGE_SUPPORT",
        "80190194,NOT_FOUND",
        "80004005,UNKNOWN"
    })
    @DisplayName("P64 the canonical HRESULTs are those of Windows")
    void canonicalOnesAreThoseOfWindows(String hex, WebErrorStatus status) {
        assertThat(status.hresult()).isEqualTo(HexFormat.fromHexDigits(hex));
        assertThat(Hresults.statusOf(HexFormat.fromHexDigits(hex))).isSameAs(status);
    }

    @ParameterizedTest
    @CsvSource({
        "800B010F,CERTIFICATE_COMMON_NAME_IS_INCORRECT", "800B0101,CERTIFICATE_EXPIRED", "80092010,CERTIFICATE_REVOKED",
        "80072F0D,CERTIFICATE_IS_INVALID", "80072751,SERVER_UNREACHABLE", "8007274C,TIMEOUT",
        "80072F79,ERROR_HTTP_INVALID_SERVER_RESPONSE", "80072745,CONNECTION_ABORTED", "80072746,CONNECTION_RESET",
        "80072749,DISCONNECTED", "8007274D,CANNOT_CONNECT", "80072AF9,HOST_NAME_NOT_RESOLVED",
        "80072EF1,OPERATION_CANCELED", "800703E3,OPERATION_CANCELED", "80004004,OPERATION_CANCELED",
        "80072F10,REDIRECT_FAILED"
    })
    @DisplayName("P64 other layers' HRESULTs for the same failure are accepted")
    void othersForTheSameFailureAreAccepted(String hex, WebErrorStatus status) {
        assertThat(Hresults.statusOf(HexFormat.fromHexDigits(hex))).isSameAs(status);
    }

    @ParameterizedTest
    @CsvSource({
        "801901A2,UNEXPECTED_CLIENT_ERROR",
        "80190134,UNEXPECTED_REDIRECTION",
        "801901FF,UNEXPECTED_SERVER_ERROR",
        "801900C8,UNEXPECTED_STATUS_CODE",
        "80190064,UNEXPECTED_STATUS_CODE",
        "80190063,UNKNOWN",
        "80190002,UNKNOWN"
    })
    void httpFacilityTakesAnyStatusFrom100(String hex, WebErrorStatus status) {
        assertThat(Hresults.statusOf(HexFormat.fromHexDigits(hex))).isSameAs(status);
    }

    @ParameterizedTest
    @CsvSource({"00000000", "00000001", "8007000E", "00190194", "7FFFFFFF"})
    void successAndTheUnknownAreUnknown(String hex) {
        assertThat(Hresults.statusOf(HexFormat.fromHexDigits(hex))).isSameAs(WebErrorStatus.UNKNOWN);
    }

    @Test
    void noTwoStatusesShareAnHresult() {
        assertThat(Arrays.stream(WebErrorStatus.values()).map(WebErrorStatus::hresult))
                .doesNotHaveDuplicates();
    }
}
