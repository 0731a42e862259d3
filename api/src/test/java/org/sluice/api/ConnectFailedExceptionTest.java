package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.ConnectFailedException.Details;

class ConnectFailedExceptionTest {

    private static final Details NOTHING = new Details(Map.of(), null, Set.of());

    private static WebSocketException refused(Throwable cause) {
        return new WebSocketException("No.", WebErrorStatus.CANNOT_CONNECT, Phase.TCP, cause);
    }

    @Test
    @DisplayName("P30: a failed connect keeps the status, the phase and the cause, and adds how long each phase took")
    void itAddsWhatIsKnown() {
        IOException cause = new ConnectException("refused");
        HttpAnswer answer = new HttpAnswer(403, "Forbidden", Map.of(), new byte[0], Instant.EPOCH);
        ConnectFailedException failure = new ConnectFailedException(
                refused(cause),
                new Details(
                        Map.of(Phase.TCP, Duration.ofMillis(20), Phase.DNS, Duration.ofMillis(3)),
                        answer,
                        Set.of(CertificateError.EXPIRED)));
        assertThat(failure.status()).isEqualTo(WebErrorStatus.CANNOT_CONNECT);
        assertThat(failure.phase()).isEqualTo(Phase.TCP);
        assertThat(failure.httpStatus()).isEmpty();
        assertThat(failure)
                .hasCause(cause)
                .hasMessageContaining("No. (failed in ")
                .hasMessageContaining("3 ms");
        assertThat(failure.timings().keySet()).as("in the order of the phases").containsExactly(Phase.DNS, Phase.TCP);
        assertThat(failure.answer()).containsSame(answer);
        assertThat(failure.certificateErrors()).containsExactly(CertificateError.EXPIRED);
    }

    @Test
    void withoutACauseTheFailureIsOne() {
        WebSocketException failure = new WebSocketException("No.", WebErrorStatus.TIMEOUT, Phase.DNS);
        ConnectFailedException made = new ConnectFailedException(failure, NOTHING);
        assertThat(made).hasCause(failure).hasMessage("No.");
        assertThat(made.answer()).isEmpty();
        assertThat(made.failedAddresses()).isEmpty();
    }

    @Test
    void itNamesTheFailuresOfTheAddresses() {
        IOException cause = new ConnectException("the last");
        IOException first = new ConnectException("the first");
        cause.addSuppressed(first);
        assertThat(new ConnectFailedException(refused(cause), NOTHING).failedAddresses())
                .containsExactly(first);
    }

    @Test
    void whatIsSentElsewhereHasNoDetails() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ConnectFailedException(
                    refused(new IOException("why")),
                    new Details(Map.of(Phase.DNS, Duration.ZERO), null, Set.of(CertificateError.EXPIRED))));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ConnectFailedException read = (ConnectFailedException) in.readObject();
            assertThat(read.status()).isEqualTo(WebErrorStatus.CANNOT_CONNECT);
            assertThat(read.timings()).isEmpty();
            assertThat(read.answer()).isEmpty();
            assertThat(read.certificateErrors()).isEmpty();
        }
    }
}
