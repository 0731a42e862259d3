package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebErrorStatusTest {

    @Test
    @DisplayName("P63, M errors: the 55 values have the numbers published by Windows")
    void valuesHaveThePublishedNumbers() {
        List<Integer> published = new ArrayList<>();
        IntStream.rangeClosed(0, 23).forEach(published::add);
        IntStream.rangeClosed(300, 305).forEach(published::add);
        published.add(307);
        IntStream.rangeClosed(400, 417).forEach(published::add);
        IntStream.rangeClosed(500, 505).forEach(published::add);

        assertThat(WebErrorStatus.values()).hasSize(55);
        assertThat(Arrays.stream(WebErrorStatus.values()).map(WebErrorStatus::value))
                .containsExactlyElementsOf(published);
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN,0",
        "CERTIFICATE_COMMON_NAME_IS_INCORRECT,1",
        "CERTIFICATE_EXPIRED,2",
        "CERTIFICATE_CONTAINS_ERRORS,3",
        "CERTIFICATE_REVOKED,4",
        "CERTIFICATE_IS_INVALID,5",
        "SERVER_UNREACHABLE,6",
        "TIMEOUT,7",
        "ERROR_HTTP_INVALID_SERVER_RESPONSE,8",
        "CONNECTION_ABORTED,9",
        "CONNECTION_RESET,10",
        "DISCONNECTED,11",
        "HTTP_TO_HTTPS_ON_REDIRECTION,12",
        "HTTPS_TO_HTTP_ON_REDIRECTION,13",
        "CANNOT_CONNECT,14",
        "HOST_NAME_NOT_RESOLVED,15",
        "OPERATION_CANCELED,16",
        "REDIRECT_FAILED,17",
        "UNEXPECTED_STATUS_CODE,18",
        "UNEXPECTED_REDIRECTION,19",
        "UNEXPECTED_CLIENT_ERROR,20",
        "UNEXPECTED_SERVER_ERROR,21",
        "INSUFFICIENT_RANGE_SUPPORT,22",
        "MISSING_CONTENT_LENGTH_SUPPORT,23",
        "TEMPORARY_REDIRECT,307",
        "PROXY_AUTHENTICATION_REQUIRED,407",
        "EXPECTATION_FAILED,417",
        "HTTP_VERSION_NOT_SUPPORTED,505"
    })
    @DisplayName("P63 a name belongs to its published number")
    void namesBelongToTheirNumbers(WebErrorStatus status, int value) {
        assertThat(status.value()).isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource
    void valueLeadsBackToItsStatus(WebErrorStatus status) {
        assertThat(WebErrorStatus.ofValue(status.value())).isSameAs(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 24, 299, 306, 308, 418, 506, Integer.MAX_VALUE})
    @DisplayName("P67 a number that is none is an argument error that names the argument")
    void unknownValueIsAnArgumentError(int value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebErrorStatus.ofValue(value))
                .withMessageStartingWith("value: " + value);
    }

    @ParameterizedTest
    @CsvSource({
        "301,MOVED_PERMANENTLY",
        "306,UNEXPECTED_REDIRECTION",
        "308,UNEXPECTED_REDIRECTION",
        "401,UNAUTHORIZED",
        "418,UNEXPECTED_CLIENT_ERROR",
        "426,UNEXPECTED_CLIENT_ERROR",
        "503,SERVICE_UNAVAILABLE",
        "511,UNEXPECTED_SERVER_ERROR",
        "200,UNEXPECTED_STATUS_CODE",
        "7,UNEXPECTED_STATUS_CODE",
        "0,UNEXPECTED_STATUS_CODE",
        "600,UNEXPECTED_STATUS_CODE",
        "-404,UNEXPECTED_STATUS_CODE"
    })
    @DisplayName("P9 any HTTP status has a value")
    void anyHttpStatusHasAValue(int httpStatus, WebErrorStatus expected) {
        assertThat(WebErrorStatus.ofHttpStatus(httpStatus)).isSameAs(expected);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P64, M errors: an HRESULT leads back to its status and is an error")
    void hresultLeadsBackToItsStatus(WebErrorStatus status) {
        assertThat(status.hresult()).isNegative();
        assertThat(WebErrorStatus.fromHresult(status.hresult())).isSameAs(status);
    }

    @Test
    @DisplayName("P68 null is an argument error that names the argument")
    @SuppressWarnings("NullAway")
    void nullIsAnArgumentError() {
        assertThatNullPointerException()
                .isThrownBy(() -> WebErrorStatus.of(null))
                .withMessage("failure");
    }

    @Test
    @DisplayName("P30 a throwable is classified")
    void throwableIsClassified() {
        assertThat(WebErrorStatus.of(new UnknownHostException("nowhere")))
                .isSameAs(WebErrorStatus.HOST_NAME_NOT_RESOLVED);
    }
}
