package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.api.CertificateError;
import org.sluice.api.ConnectFailedException;
import org.sluice.api.Phase;

/** Each fault of a certificate is found by itself, and let pass by itself. */
class CertificateFaultsIT {

    @ParameterizedTest
    @EnumSource
    @DisplayName("P63-P66: a certificate's fault is named, and fails even where all others are ignorable")
    void failsUnlessIgnorable(CertificateFault fault) {
        for (Set<CertificateError> ignorable :
                Set.of(EnumSet.noneOf(CertificateError.class), EnumSet.complementOf(EnumSet.of(fault.error())))) {
            ConnectFailedException failure =
                    catchThrowableOfType(ConnectFailedException.class, () -> fault.connectIgnoring(ignorable));
            assertThat(failure.certificateErrors()).containsExactly(fault.error());
            assertThat(failure.status()).isSameAs(fault.line().status());
            assertThat(failure.phase()).isSameAs(Phase.TLS);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P54-P59: a certificate's fault passes where exactly that was declared ignorable")
    void passesWhereIgnorable(CertificateFault fault) throws Exception {
        fault.connectIgnoring(Set.of(fault.error()));
    }
}
