package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.CertificateError;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.ReceiveMode;
import org.sluice.api.WhenFull;

@DisplayName("P54-P59, M control: options are set before connecting")
class ControlsTest {

    private final MessageControl control = new MessageControl(true);

    @Test
    @DisplayName(
            "P27 P69-P73, M control, M message control: the times of the model are the defaults, and binary is the message type")
    void defaults() {
        assertThat(control.noDelay()).isTrue();
        assertThat(control.outboundBufferSize()).isEmpty();
        assertThat(control.supportedProtocols()).isEmpty();
        assertThat(control.serverCredential()).isEmpty();
        assertThat(control.proxyCredential()).isEmpty();
        assertThat(control.proxy()).isEmpty();
        assertThat(control.sslContext()).isEmpty();
        assertThat(control.ignorableServerCertificateErrors()).isEmpty();
        assertThat(control.serverCertificateValidator()).isEmpty();
        assertThat(control.unsolicitedPongInterval()).isZero();
        assertThat(control.pingInterval()).isZero();
        assertThat(control.deadPeerTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(control.connectTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(control.sendTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(control.receiveTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(control.closeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(control.minReceiveWindow()).isEqualTo(256 * 1024);
        assertThat(control.maxReceiveWindow()).isEqualTo(4 * 1024 * 1024);
        assertThat(control.messageType()).isSameAs(MessageType.BINARY);
        assertThat(control.maxMessageSize()).isEqualTo(MessageWebSocketControl.DEFAULT_MAX_MESSAGE_SIZE);
        assertThat(control.receiveMode()).isSameAs(ReceiveMode.FULL);
        assertThat(control.whenFull()).isSameAs(WhenFull.WAIT);
    }

    @Test
    void settersMayBeChained() {
        MessageWebSocketControl same = control.supportedProtocols(List.of("a", "b"))
                .connectTimeout(Duration.ofSeconds(1))
                .sendTimeout(Duration.ofSeconds(2))
                .receiveTimeout(Duration.ofSeconds(3))
                .closeTimeout(Duration.ofSeconds(4))
                .unsolicitedPongInterval(Duration.ofSeconds(5))
                .pingInterval(Duration.ofSeconds(6))
                .deadPeerTimeout(Duration.ofSeconds(7))
                .maxMessageSize(MessageWebSocketControl.UNLIMITED)
                .receiveMode(ReceiveMode.PARTIAL)
                .whenFull(WhenFull.CONFLATE);

        assertThat(same).isSameAs(control);
        assertThat(List.of(
                        control.connectTimeout(),
                        control.sendTimeout(),
                        control.receiveTimeout(),
                        control.closeTimeout(),
                        control.unsolicitedPongInterval(),
                        control.pingInterval(),
                        control.deadPeerTimeout()))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(control.maxMessageSize()).isEqualTo(Long.MAX_VALUE);
        assertThat(control.whenFull()).isSameAs(WhenFull.CONFLATE);
        assertThat(control.receiveMode()).isSameAs(ReceiveMode.PARTIAL);
        assertThat(new StreamControl(true).noDelay(true)).isInstanceOf(StreamControl.class);
    }

    @Test
    void compressionIsOffUntilItIsAskedForAndStaysAsItWasOnConnect() {
        assertThat(control.compression()).isFalse();
        assertThat(new StreamControl(true).compression()).isFalse();
        assertThat(control.compression(true)).isSameAs(control);
        assertThat(control.compression()).isTrue();
        assertThat(control.compression(false).compression()).isFalse();

        control.compression(true);
        control.freeze();

        assertThatIllegalStateException()
                .isThrownBy(() -> control.compression(false))
                .withMessageContaining("compression");
        assertThat(control.compression()).isTrue();
    }

    @ParameterizedTest
    @MethodSource({
        "org.sluice.core.socket.Option#ofBothEnds",
        "org.sluice.core.socket.Option#ofMessages",
        "org.sluice.core.socket.Option#ofConnectingSockets"
    })
    void eachOptionGivesWhatWasSet(Option option) {
        option.set().accept(control);

        assertThat(option.get().apply(control)).isEqualTo(option.value());
    }

    @ParameterizedTest
    @MethodSource("org.sluice.core.socket.Option#ofConnectingSockets")
    void whatOnlyAConnectingSocketCanDoSaysSoByItsName(Option option) {
        MessageControl ofContainer = new MessageControl(false);

        assertThatThrownBy(() -> option.set().accept(ofContainer))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith(option.name() + " ")
                .hasMessageContaining("container");
    }

    @Test
    void aContextDecidesAboutKeysAndTrustByItselfInWhateverOrder() throws Exception {
        SSLContext context = SSLContext.getDefault();
        control.ignorableServerCertificateErrors(Set.of(CertificateError.EXPIRED));

        assertThatIllegalStateException()
                .isThrownBy(() -> control.sslContext(context))
                .withMessageContaining("ignorableServerCertificateErrors");
        assertThat(control.sslContext()).isEmpty();
        control.ignorableServerCertificateErrors(Set.of());
        control.sslContext(context);
        for (Runnable late : List.<Runnable>of(
                () -> control.clientCertificate(Keys.certificate()),
                () -> control.trustStore(Keys.roots()),
                () -> control.checkRevocation(true),
                () -> control.ignorableServerCertificateErrors(Set.of(CertificateError.EXPIRED)))) {
            assertThatIllegalStateException().isThrownBy(late::run).withMessageContaining("sslContext");
        }
    }
}
