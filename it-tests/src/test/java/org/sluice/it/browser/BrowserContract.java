package org.sluice.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocketInformation;
import org.sluice.server.MessageEcho;
import org.sluice.server.PseudoRandomBytes;
import org.sluice.server.ServerEndpoints;
import org.sluice.server.StreamDiscard;
import org.sluice.server.StreamEcho;
import org.sluice.server.StreamGenerate;
import org.sluice.server.launcher.EmbeddedServer;

/**
 * The module for browsers against the embedded server: one page does all of {@code page.js}, and each test looks at what it told of one
 * part. The port is the subclass's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserContract {

    /** What both ends offer. */
    static final int WINDOW = 256 * 1024;

    static final int CHUNK = 64 * 1024;

    /** Takes many windows, and is no multiple of anything. */
    static final int LENGTH = 6 * 1024 * 1024 + 4321;

    private static final Duration FOR_ALL = Duration.ofSeconds(90);

    private final String transport;

    private Path folder;
    private PageServer pages;
    private EmbeddedServer server;
    private Browser browser;

    BrowserContract(String transport) {
        this.transport = transport;
    }

    @BeforeAll
    void runThePage(@TempDir Path temporary) throws Exception {
        folder = temporary;
        Optional<Path> program = Browser.program();
        assumeTrue(
                program.isPresent(),
                "there is no Chromium on the path: install the package chromium, or name the program with -Dchromium");
        Held.HOLD.anew();
        Pour.HOLD.anew();
        System.setProperty("sluice.transport", transport);
        pages = new PageServer()
                .file("/page.html", resource("page.html"))
                .file("/page.js", resource("page.js"))
                .file("/sluice.js", ServerEndpoints.module())
                .file("/flow-control.md", Files.readString(Path.of("../docs/flow-control.md")))
                .action("/held", () -> stopped(Held.HOLD.socket(), true))
                .action("/go-on", () -> {
                    Held.HOLD.letGo();
                    return "";
                })
                .action("/poured", () -> stopped(Pour.HOLD.socket(), false));
        server = EmbeddedServer.builder()
                .endpoints(List.of(
                        StreamDiscard.class,
                        StreamEcho.class,
                        StreamGenerate.class,
                        MessageEcho.class,
                        Held.class,
                        Pour.class,
                        Rude.class))
                .allowedOrigins(List.of(pages.origin()))
                .start();
        URI page = pages.uri("/page.html?length=" + LENGTH + "&server=" + server.uri());
        browser = Browser.show(program.get(), page, folder);
        await().atMost(FOR_ALL).until(() -> pages.reports().containsKey("done") || !browser.isAlive());
        assertThat(pages.reports()).as(this::log).containsKey("done");
    }

    /** How far a stream whose reader stopped came; two pings are answered meanwhile, and it comes no further. */
    private static String stopped(StreamWebSocket socket, boolean receives) throws Exception {
        WebSocketInformation information = socket.information();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> (receives ? information.bytesReceived() : information.bytesSent()) >= WINDOW);
        socket.ping().get(20, TimeUnit.SECONDS);
        socket.ping().get(20, TimeUnit.SECONDS);
        return Long.toString(receives ? information.bytesReceived() : information.bytesSent());
    }

    private String log() {
        try {
            return "the browser says: " + Files.readString(folder.resolve("browser.log"));
        } catch (IOException e) {
            return "the browser says nothing: " + e;
        }
    }

    @AfterAll
    void stop() throws Exception {
        Held.HOLD.letGo();
        System.clearProperty("sluice.transport");
        try {
            if (browser != null) {
                browser.close();
            }
        } finally {
            stopServers();
        }
    }

    private void stopServers() {
        try {
            if (server != null) {
                server.close();
            }
        } finally {
            if (pages != null) {
                pages.close();
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(BrowserContract.class.getResourceAsStream("/browser/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String told(String part) {
        assertThat(pages.reports()).containsKey(part);
        return pages.reports().get(part);
    }

    private static long checksum() throws IOException {
        CRC32C checksum = new CRC32C();
        checksum.update(new PseudoRandomBytes(LENGTH).readAllBytes());
        return checksum.getValue();
    }

    @Test
    @DisplayName("browser: the test vectors of docs/flow-control.md hold in the module")
    void vectors() {
        assertThat(told("vectors")).isEqualTo("all hold");
        assertThat(Integer.parseInt(told("vectors checked"))).isGreaterThan(40);
    }

    @Test
    @DisplayName("P17 browser: an upload of several windows arrives whole")
    void upload() {
        String[] sentAndArrived = told("upload").split(" => ", -1);
        assertThat(sentAndArrived[1]).isEqualTo(sentAndArrived[0]).startsWith(LENGTH + " ");
    }

    @Test
    @DisplayName("P17 browser: a download of several windows arrives whole")
    void download() throws IOException {
        assertThat(told("download")).isEqualTo(LENGTH + " " + checksum());
    }

    @Test
    @DisplayName("P46 browser: messages go up and come down at the same time, each whole")
    void echo() {
        String[] sentAndBack = told("echo").split(" => ", -1);
        assertThat(sentAndBack[1])
                .isEqualTo(sentAndBack[0])
                .startsWith(LENGTH + " ")
                .contains(", 0 0, 5 ");
        assertThat(sentAndBack[2]).as("what the page's close ends with").isEqualTo("1000 null");
    }

    @Test
    @DisplayName(
            "P18 browser: an endpoint that does not read stops the page's writer at exactly the window, and pings are answered")
    void heldUpload() {
        // What the server has, what the page's writes gave away by then, and what the browser still holds.
        assertThat(told("held")).isEqualTo(WINDOW + " " + WINDOW + " 0");
        String[] sentAndArrived = told("held whole").split(" => ", -1);
        assertThat(sentAndArrived[1]).isEqualTo(sentAndArrived[0]).startsWith(LENGTH + " ");
    }

    @Test
    @DisplayName(
            "P18 browser: a page that does not read stops the endpoint's writer at exactly the window, and reading goes on")
    void heldDownload() throws IOException {
        assertThat(told("poured")).isEqualTo(Integer.toString(WINDOW));
        assertThat(told("poured whole")).isEqualTo(LENGTH + " " + checksum());
    }

    @Test
    @DisplayName("browser: a server that breaks the rules is closed with 4002 and 4008, and what waits fails with that")
    void rudeServers() {
        assertThat(told("rude text")).isEqualTo("4002 SocketClosedError");
        assertThat(told("rude first")).as("a first grant that is no window").isEqualTo("4002 SocketClosedError");
        assertThat(told("rude flood")).isEqualTo("4008 SocketClosedError");
    }

    @Test
    @DisplayName("browser: an endpoint without the sub-protocol is refused with a typed error")
    void noSubProtocol() {
        assertThat(told("without")).isEqualTo("SocketClosedError 1006");
    }

    @Test
    @DisplayName("browser: a message that is aborted closes the socket, and the endpoint does not take it for whole")
    void aborted() {
        assertThat(told("aborted")).isEqualTo("4011");
    }

    @Test
    @DisplayName("browser: what is no buffer is a TypeError, and the next message has its turn")
    void wrongType() {
        assertThat(told("wrong type")).isEqualTo("TypeError, then fine");
    }

    @Test
    @DisplayName("browser: what is left of a message that is not read to its end is dropped for the next")
    void skipped() {
        assertThat(told("skipped")).isEqualTo("second");
    }
}
