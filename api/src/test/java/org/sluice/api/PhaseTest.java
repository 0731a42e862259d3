package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhaseTest {

    @Test
    void phasesOfAConnectAreInTheirOrder() {
        assertThat(Phase.values())
                .containsExactly(
                        Phase.DNS, Phase.PROXY, Phase.TCP, Phase.TLS, Phase.UPGRADE, Phase.TRANSFER, Phase.CLOSE);
    }
}
