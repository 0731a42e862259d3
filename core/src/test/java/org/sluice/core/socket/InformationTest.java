package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.BandwidthStatistics;
import org.sluice.api.CertificateErrorSeverity;

@DisplayName("P60-P62 the information object is readable at any time")
class InformationTest {

    private final Information information = new Information();

    private void open(boolean secure) {
        information.opened(
                new Handshake(Optional.of("chat"), List.of("x"), secure, Map.of("Server", List.of("a", "b"))));
    }

    @Test
    void everythingIsEmptyBeforeTheConnect() {
        assertThat(information.localAddress()).isEmpty();
        assertThat(information.remoteAddress()).isEmpty();
        assertThat(information.protocol()).isEmpty();
        assertThat(information.extensions()).isEmpty();
        assertThat(information.serverCertificates()).isEmpty();
        assertThat(information.serverCertificateErrors()).isEmpty();
        assertThat(information.serverCertificateErrorSeverity()).isSameAs(CertificateErrorSeverity.NONE);
        assertThat(information.handshakeStatus()).isEmpty();
        assertThat(information.handshakeHeaders()).isEmpty();
        assertThat(information.bandwidth()).isEqualTo(new BandwidthStatistics(0, 0, 0, 0));
        assertThat(information.roundTripTime()).isEmpty();
        assertThat(information.bytesSent() + information.bytesReceived()).isZero();
        assertThat(information.messagesSent() + information.messagesReceived()).isZero();
    }

    @Test
    void handshakeIsToldAfterTheConnect() {
        open(false);

        assertThat(information.protocol()).hasValue("chat");
        assertThat(information.extensions()).containsExactly("x");
        assertThat(information.handshakeStatus()).hasValue(101);
        assertThat(information.handshakeHeaders().get("SERVER")).containsExactly("a", "b");
        assertThatThrownBy(() -> information.handshakeHeaders().put("a", List.of()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whatTheEngineDoesNotTellSaysSo() {
        open(true);

        for (Runnable call : List.<Runnable>of(
                information::localAddress,
                information::remoteAddress,
                information::serverCertificates,
                information::serverCertificateErrors)) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageStartingWith("information().");
        }
    }

    @Test
    @DisplayName("S information: bandwidth is estimated both ways, apart")
    void bandwidth() {
        AtomicLong now = new AtomicLong();
        Information clocked = new Information(now::get);
        clocked.sent(1, true);
        clocked.received(1, true);
        now.addAndGet(Duration.ofMillis(100).toNanos());
        clocked.sent(1000, true);
        clocked.received(500, true);

        assertThat(clocked.bandwidth()).isEqualTo(new BandwidthStatistics(80_000, 40_000, 40_000, 20_000));
    }

    @Test
    void withoutTlsThereAreNoCertificates() {
        open(false);

        assertThat(information.serverCertificates()).isEmpty();
        assertThat(information.serverCertificateErrors()).isEmpty();
    }

    @Test
    void clientKnowsOfTlsFromItsUri() {
        information.connecting(true);
        open(false);

        assertThatThrownBy(information::serverCertificates).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void refusalKeepsItsStatus() {
        information.refused(OptionalInt.of(403));

        assertThat(information.handshakeStatus()).hasValue(403);
    }

    @Test
    void countersCountBothWays() {
        information.sent(3, false);
        information.sent(4, true);
        information.received(5, true);
        information.received(6, false);
        information.roundTrip(Duration.ofMillis(2));

        assertThat(information.bytesSent()).isEqualTo(7);
        assertThat(information.messagesSent()).isEqualTo(1);
        assertThat(information.bytesReceived()).isEqualTo(11);
        assertThat(information.messagesReceived()).isEqualTo(1);
        assertThat(information.roundTripTime()).hasValue(Duration.ofMillis(2));
    }
}
