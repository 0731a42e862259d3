package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class HostResolverTest {

    @Test
    void theSystemsOwnKnowsAddresses() throws Exception {
        assertThat(HostResolver.SYSTEM.resolve("127.0.0.1"))
                .containsExactly(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }
}
