package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WebSocketExceptionTest {

    @Test
    @DisplayName("P30, M errors: carries what, when and no HTTP status by itself")
    void carriesStatusAndPhase() {
        WebSocketException failure = new WebSocketException(
                "no such host; check the name", WebErrorStatus.HOST_NAME_NOT_RESOLVED, Phase.DNS);

        assertThat(failure)
                .isInstanceOf(IOException.class)
                .hasMessage("no such host; check the name")
                .hasNoCause();
        assertThat(failure.status()).isSameAs(WebErrorStatus.HOST_NAME_NOT_RESOLVED);
        assertThat(failure.phase()).isSameAs(Phase.DNS);
        assertThat(failure.httpStatus()).isEmpty();
        assertThat(failure.hresult()).isEqualTo(0x80072EE7);
    }

    @Test
    void keepsItsCause() {
        Exception cause = new Exception();

        assertThat(new WebSocketException("x", WebErrorStatus.UNKNOWN, Phase.TLS, cause))
                .hasCause(cause);
    }

    @Test
    @DisplayName("P9 an HTTP answer decides the status")
    void httpStatusDecidesTheStatus() {
        WebSocketException failure = WebSocketException.ofHttpStatus("x", 404, Phase.UPGRADE, null);

        assertThat(failure.status()).isSameAs(WebErrorStatus.NOT_FOUND);
        assertThat(failure.httpStatus()).hasValue(404);
        assertThat(failure.hresult()).isEqualTo(0x80190194);
    }

    @Test
    void httpStatusWithoutAValueOfItsOwnIsKept() {
        WebSocketException failure = WebSocketException.ofHttpStatus("x", 426, Phase.UPGRADE, new Exception());

        assertThat(failure.status()).isSameAs(WebErrorStatus.UNEXPECTED_CLIENT_ERROR);
        assertThat(failure.httpStatus()).hasValue(426);
    }

    @Test
    @DisplayName("P67 a negative HTTP status is an argument error that names it")
    void negativeHttpStatusIsAnArgumentError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebSocketException.ofHttpStatus("x", -1, Phase.UPGRADE, null))
                .withMessage("httpStatus: -1 is negative");
    }

    @Test
    @DisplayName("P30 a cause decides the status")
    void causeDecidesTheStatus() {
        SocketTimeoutException cause = new SocketTimeoutException();

        WebSocketException failure = WebSocketException.causedBy("x", Phase.TRANSFER, cause);

        assertThat(failure.status()).isSameAs(WebErrorStatus.TIMEOUT);
        assertThat(failure.phase()).isSameAs(Phase.TRANSFER);
        assertThat(failure).hasCause(cause);
    }

    @Test
    void serializesWithItsData() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(WebSocketException.ofHttpStatus("x", 503, Phase.PROXY, null));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            WebSocketException copy = (WebSocketException) in.readObject();

            assertThat(copy.status()).isSameAs(WebErrorStatus.SERVICE_UNAVAILABLE);
            assertThat(copy.phase()).isSameAs(Phase.PROXY);
            assertThat(copy.httpStatus()).hasValue(503);
        }
    }
}
