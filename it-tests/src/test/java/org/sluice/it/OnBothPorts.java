package org.sluice.it;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** Tests of a client, each on both ports: on our own transport and over the session of a Jakarta container. */
abstract class OnBothPorts {

    private static final String TRANSPORT = "sluice.transport";

    /** For {@code @MethodSource}. */
    static final String PORTS = "org.sluice.it.OnBothPorts#ports";

    static Stream<String> ports() {
        return Stream.of("auto", "portable");
    }

    /** The sockets that are made from now on, to the end of the test. */
    static void use(String transport) {
        System.setProperty(TRANSPORT, transport);
    }

    /** Whether those are over the session of a Jakarta container. */
    static boolean isPortable() {
        return "portable".equals(System.getProperty(TRANSPORT));
    }

    @AfterEach
    void anyTransport() {
        System.clearProperty(TRANSPORT);
    }
}
