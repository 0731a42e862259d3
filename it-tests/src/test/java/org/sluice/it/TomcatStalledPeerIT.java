package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.it.app.Flood;

/** On Tomcat, whose own timeout of a send is off: the socket's takes its place. Our classes come from the tests' class path. */
@ArquillianTest
public class TomcatStalledPeerIT {

    private static final byte[] EMPTY_MASKED_PING = {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0};

    @ArquillianResource
    private URI deployed;

    @Deployment(testable = false)
    public static WebArchive war() {
        return ShrinkWrap.create(WebArchive.class, "stalled.war").addClasses(Flood.class);
    }

    @Test
    @DisplayName("P73: a peer that does not read is cut at the send timeout, not at the container's 20 s")
    public void peerThatDoesNotReadIsCut() throws Exception {
        try (Socket peer = new Socket(deployed.getHost(), deployed.getPort())) {
            peer.getOutputStream()
                    .write(("GET " + deployed.getPath() + "flood HTTP/1.1\r\nHost: " + deployed.getAuthority()
                                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String status = new String(peer.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(status).isEqualTo("HTTP/1.1 101");
            await().during(Duration.ofMillis(500)).until(() -> takesAPing(peer));
            await().atMost(Duration.ofSeconds(15)).until(() -> !takesAPing(peer));
        }
    }

    private static boolean takesAPing(Socket peer) {
        try {
            peer.getOutputStream().write(EMPTY_MASKED_PING);
            return true;
        } catch (IOException reset) {
            return false;
        }
    }
}
