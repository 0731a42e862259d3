package org.sluice.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    @DisplayName("ports are different, free, and none that the system gives to somebody else")
    void differentAndFree() throws Exception {
        List<Integer> ports = Ports.free(20);

        assertThat(ports).hasSize(20).doesNotHaveDuplicates().allMatch(port -> port >= 20_000 && port < 32_768);
        for (int port : ports) {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        }
    }
}
