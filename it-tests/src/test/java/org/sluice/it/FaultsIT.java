package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;

/** Each line of docs/errors.md, with the real fault. */
class FaultsIT {

    static List<Fault> all() {
        return Fault.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("P30 P63-P66: a real fault leads to its status, phase and HRESULT")
    void faults(Fault fault) {
        Throwable thrown = catchThrowable(fault::make);

        assertThat(thrown).isNotNull();
        assertThat(WebErrorStatus.of(thrown))
                .as("%s", thrown)
                .isSameAs(fault.line().status());
        if (fault.line().phase() != null) {
            assertThat(thrown).isInstanceOfSatisfying(WebSocketException.class, failure -> {
                assertThat(failure.phase())
                        .as("%s", failure)
                        .isSameAs(fault.line().phase());
                assertThat(failure.hresult()).isEqualTo(fault.line().status().hresult());
                assertThat(WebErrorStatus.fromHresult(failure.hresult()))
                        .isSameAs(fault.line().status());
            });
        }
    }

    /** The HTTP statuses that Windows has a value for, and one without of each kind. */
    static Stream<Integer> statuses() {
        return Stream.concat(
                Stream.of(WebErrorStatus.values()).map(WebErrorStatus::value).filter(value -> value >= 300),
                IntStream.of(200, 299, 399, 418, 499, 599).boxed());
    }

    @ParameterizedTest
    @MethodSource("statuses")
    @DisplayName("P9 P30 P63-P66: an HTTP answer leads to its own status, with its code, phase and HRESULT")
    void httpStatuses(int code) throws Exception {
        try (RawServer server = new RawServer((connection, key) -> {
                    RawServer.send(
                            connection, "HTTP/1.1 " + code + " Told\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                    RawServer.awaitEnd(connection);
                });
                MessageWebSocket socket = MessageWebSocket.create()) {
            Throwable thrown = catchThrowable(() -> socket.connect(server.uri()));

            assertThat(thrown).isInstanceOfSatisfying(WebSocketException.class, failure -> {
                assertThat(failure.status()).isSameAs(WebErrorStatus.ofHttpStatus(code));
                assertThat(failure.httpStatus()).hasValue(code);
                assertThat(failure.phase()).isSameAs(Phase.UPGRADE);
                assertThat(WebErrorStatus.fromHresult(failure.hresult())).isSameAs(failure.status());
            });
            assertThat(socket.information().handshakeStatus()).hasValue(code);
        }
    }
}
