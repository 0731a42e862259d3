package org.sluice.client.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.ConnectFailedException;
import org.sluice.api.Credential;
import org.sluice.api.HttpAnswer;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.client.connect.TestAuthority.Template;

@Timeout(60)
class AnswersTest {

    private static final Credential MUFASA = new Credential("Mufasa", "Circle of Life");
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("Mufasa:Circle of Life".getBytes(StandardCharsets.UTF_8));

    private final MessageWebSocket socket = MessageWebSocket.create();

    @Test
    @DisplayName("P9: status, headers and first bytes of the body are in the error; Retry-After is data")
    void theAnswerIsInTheError() throws Exception {
        List<String> lines = List.of(
                "HTTP/1.1 503 Busy",
                "Retry-After: 120",
                "X-Why: full",
                "Transfer-Encoding: chunked",
                "",
                "5",
                "sorry",
                "7; x=y",
                ", later",
                "0",
                "",
                "");
        try (Peer peer = Peer.answering(request -> String.join("\r\n", lines))) {
            ConnectFailedException failure = AddressesTest.fails(socket, peer.uri("ws"));
            assertThat(failure.status()).isEqualTo(WebErrorStatus.SERVICE_UNAVAILABLE);
            assertThat(failure.phase()).isEqualTo(Phase.UPGRADE);
            assertThat(failure.httpStatus()).hasValue(503);
            HttpAnswer answer = failure.answer().orElseThrow();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.reason()).isEqualTo("Busy");
            assertThat(answer.headers()).containsEntry("x-why", List.of("full"));
            assertThat(answer.bodyText()).isEqualTo("sorry, later");
            assertThat(answer.retryAfter()).hasValue(Duration.ofMinutes(2));
        }
    }

    @Test
    @DisplayName("P9: a body without an end does not hold the error up, and no more than 4 KiB of it are kept")
    void anEndlessBodyIsCut() throws Exception {
        try (Peer peer = Peer.running(it -> {
            Peer.Request unused = Peer.request(it);
            Peer.write(it, "HTTP/1.1 404 No\r\n\r\n");
            while (true) {
                Peer.write(it, "x".repeat(1000));
            }
        })) {
            HttpAnswer answer =
                    AddressesTest.fails(socket, peer.uri("ws")).answer().orElseThrow();
            assertThat(answer.body().remaining()).isEqualTo(HttpAnswer.MOST_BODY);
        }
    }

    @Test
    @DisplayName("P9: a server that keeps its body back is not waited for long")
    void aMissingBodyIsNotWaitedFor() throws Exception {
        try (Peer peer = Peer.running(it -> {
            Peer.Request unused = Peer.request(it);
            Peer.write(it, "HTTP/1.1 403 No\r\nContent-Length: 10\r\n\r\nabc");
            int unusedToo = it.getInputStream().read();
        })) {
            ConnectFailedException failure = AddressesTest.fails(socket, peer.uri("ws"));
            assertThat(failure.status()).isEqualTo(WebErrorStatus.FORBIDDEN);
            assertThat(failure.answer().orElseThrow().bodyText()).isEqualTo("abc");
        }
    }

    @Test
    @DisplayName("redirects are not followed unless asked for")
    void redirectsAreNotFollowedByDefault() throws Exception {
        try (Peer goal = Peer.upgrading();
                Peer peer = redirecting(301, goal.uri("ws").toString())) {
            assertThat(AddressesTest.fails(socket, peer.uri("ws")).status())
                    .isEqualTo(WebErrorStatus.MOVED_PERMANENTLY);
            assertThat(goal.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    @DisplayName("section 3: a redirect is followed on request, and takes no credential to another server")
    void aRedirectTakesNoCredentialAlong(int status) throws Exception {
        try (Peer goal = Peer.upgrading();
                Peer peer = redirecting(status, "http://localhost:" + goal.port() + "/y?a=%20#fragment")) {
            socket.setRequestHeader("Authorization", BASIC);
            socket.setRequestHeader("Cookie", "a=b");
            socket.setRequestHeader("X-Other", "stays");
            socket.control().maxRedirects(1).serverCredential(MUFASA).bearerToken(() -> "secret");
            socket.connect(peer.uri("ws"));
            Peer.Request first = peer.requests.get(0);
            Peer.Request second = goal.requests.get(0);
            assertThat(first.header("Authorization")).isEqualTo("Bearer secret");
            assertThat(second.line()).isEqualTo("GET /y?a=%20 HTTP/1.1");
            assertThat(second.header("Host")).isEqualTo("localhost:" + goal.port());
            assertThat(second.header("Authorization")).isEmpty();
            assertThat(second.header("Cookie")).isEmpty();
            assertThat(second.header("X-Other")).isEqualTo("stays");
            assertThat(second.header("Sec-WebSocket-Key")).isNotEmpty().isNotEqualTo(first.header("Sec-WebSocket-Key"));
            assertThat(socket.information().remoteAddress().orElseThrow().getPort())
                    .isEqualTo(goal.port());
        }
    }

    @Test
    @DisplayName("section 3: another server that asks gets no credential either")
    void anotherServerThatAsksGetsNothing() throws Exception {
        try (Peer goal = Peer.answering(request -> unauthorized("Basic realm=\"r\""));
                Peer peer = redirecting(302, goal.uri("ws").toString())) {
            socket.control().maxRedirects(5).serverCredential(MUFASA);
            assertThat(AddressesTest.fails(socket, peer.uri("ws")).status()).isEqualTo(WebErrorStatus.UNAUTHORIZED);
            assertThat(goal.requests).hasSize(1);
            assertThat(goal.requests.get(0).header("Authorization")).isEmpty();
        }
    }

    @Test
    @DisplayName("section 3: a redirect within the server keeps the credential")
    void aRedirectAtHomeKeepsTheCredential() throws Exception {
        try (Peer peer =
                Peer.answering(request -> request.line().contains("/x") ? redirect(302, "/y") : Peer.UPGRADE)) {
            socket.setRequestHeader("Authorization", BASIC);
            socket.control().maxRedirects(1);
            socket.connect(peer.uri("ws"));
            assertThat(peer.requests.get(1).line()).isEqualTo("GET /y HTTP/1.1");
            assertThat(peer.requests.get(1).header("Authorization")).isEqualTo(BASIC);
        }
    }

    @Test
    @DisplayName("section 3: no redirect leads from wss to ws")
    void noRedirectLeadsOutOfTheEncryption() throws Exception {
        TestAuthority authority = new TestAuthority("Root");
        try (Peer goal = Peer.upgrading();
                Peer peer = Peer.answering(
                        authority.issue(Template.GOOD).server(null).getServerSocketFactory(),
                        request -> redirect(302, goal.uri("ws").toString()))) {
            socket.control().maxRedirects(5).trustStore(authority.trust());
            ConnectFailedException failure = AddressesTest.fails(socket, peer.uri("wss"));
            assertThat(failure.status()).isEqualTo(WebErrorStatus.HTTPS_TO_HTTP_ON_REDIRECTION);
            assertThat(failure.answer().orElseThrow().status()).isEqualTo(302);
            assertThat(goal.requests).isEmpty();
        }
    }

    @Test
    @DisplayName("a sixth redirect, and one to nowhere, fail")
    void redirectsEnd() throws Exception {
        try (Peer peer = Peer.answering(request -> redirect(302, "/again"));
                Peer nowhere = Peer.answering(request -> "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n");
                Peer ftp = redirecting(302, "ftp://localhost/");
                MessageWebSocket other = MessageWebSocket.create();
                MessageWebSocket third = MessageWebSocket.create()) {
            socket.control().maxRedirects(5);
            assertThat(AddressesTest.fails(socket, peer.uri("ws")).status()).isEqualTo(WebErrorStatus.REDIRECT_FAILED);
            assertThat(peer.requests).hasSize(6);
            other.control().maxRedirects(5);
            assertThat(AddressesTest.fails(other, nowhere.uri("ws")).status())
                    .isEqualTo(WebErrorStatus.REDIRECT_FAILED);
            third.control().maxRedirects(5);
            assertThat(AddressesTest.fails(third, ftp.uri("ws")).status()).isEqualTo(WebErrorStatus.REDIRECT_FAILED);
        }
    }

    @Test
    @DisplayName("P54-P59: user and password are sent when asked for, by Basic")
    void basicIsSentWhenAskedFor() throws Exception {
        try (Peer peer = Peer.answering(request ->
                request.header("Authorization").equals(BASIC) ? Peer.UPGRADE : unauthorized("Basic realm=\"r\""))) {
            socket.control().serverCredential(MUFASA);
            socket.connect(peer.uri("ws"));
            assertThat(peer.requests).hasSize(2);
            assertThat(peer.requests.get(0).header("Authorization")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"MD5,32", "SHA-256,64"})
    @DisplayName("P54-P59: Digest is preferred, and a stale nonce is answered once more")
    void digestIsPreferred(String algorithm, int length) throws Exception {
        Deque<String> nonces = new ArrayDeque<>(List.of("one", "two"));
        try (Peer peer = Peer.answering(request -> {
            if (request.header("Authorization").contains("nonce=\"two\"")) {
                return Peer.UPGRADE;
            }
            boolean stale = request.header("Authorization").contains("nonce=\"one\"");
            return unauthorized("Basic realm=\"r\", Digest realm=\"r\", nonce=\"" + nonces.remove()
                    + "\", qop=\"auth,auth-int\", algorithm=" + algorithm + (stale ? ", stale=TRUE" : ""));
        })) {
            socket.control().serverCredential(MUFASA);
            socket.connect(peer.uri("ws"));
            assertThat(peer.requests).hasSize(3);
            assertThat(peer.requests.get(2).header("Authorization"))
                    .startsWith("Digest username=\"Mufasa\", realm=\"r\", nonce=\"two\", uri=\"/x\"")
                    .containsPattern("response=\"[0-9a-f]{" + length + "}\"");
        }
    }

    @Test
    @DisplayName("P54-P59: a wrong password is not tried for ever")
    void aWrongPasswordIsTriedOnce() throws Exception {
        try (Peer peer = Peer.answering(
                request -> unauthorized("Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256"))) {
            socket.control().serverCredential(MUFASA);
            assertThat(AddressesTest.fails(socket, peer.uri("ws")).status()).isEqualTo(WebErrorStatus.UNAUTHORIZED);
            assertThat(peer.requests).hasSize(2);
        }
    }

    @Test
    @DisplayName("P54-P59: the supplier of tokens is asked again on 401, once")
    void tokensAreAskedForAgain() throws Exception {
        Deque<String> tokens = new ArrayDeque<>(List.of("old", "new", "one too many"));
        try (Peer peer = Peer.answering(
                        request -> request.header("Authorization").equals("Bearer new")
                                ? Peer.UPGRADE
                                : unauthorized("Bearer error=\"invalid_token\""));
                Peer strict = Peer.answering(request -> unauthorized("Bearer"));
                MessageWebSocket other = MessageWebSocket.create()) {
            socket.control().bearerToken(tokens::remove);
            socket.connect(peer.uri("ws"));
            assertThat(tokens).hasSize(1);
            other.control().bearerToken(() -> "bad");
            assertThat(AddressesTest.fails(other, strict.uri("ws")).status()).isEqualTo(WebErrorStatus.UNAUTHORIZED);
            assertThat(strict.requests).hasSize(2);
        }
    }

    @Test
    @DisplayName("P54-P59: one socket's sign-in is not another's")
    void nothingIsShared() throws Exception {
        try (Peer peer = Peer.answering(
                        request -> request.header("Authorization").equals(BASIC)
                                ? Peer.UPGRADE
                                : unauthorized("Basic realm=\"r\""));
                MessageWebSocket other = MessageWebSocket.create()) {
            socket.control().serverCredential(MUFASA);
            socket.connect(peer.uri("ws"));
            assertThat(AddressesTest.fails(other, peer.uri("ws")).status()).isEqualTo(WebErrorStatus.UNAUTHORIZED);
        }
    }

    @Test
    @DisplayName("P54-P59: cookies of all answers are kept, and sent with the application's own")
    void cookiesAreKeptAndSent() throws Exception {
        CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        try (Peer peer = Peer.answering(request -> request.header("Cookie").contains("session=1")
                ? Peer.UPGRADE
                : "HTTP/1.1 302 Found\r\nSet-Cookie: session=1; Path=/\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")) {
            socket.setRequestHeader("Cookie", "own=2");
            socket.control().maxRedirects(1).cookieHandler(cookies);
            socket.connect(peer.uri("ws"));
            assertThat(peer.requests.get(0).header("Cookie")).isEqualTo("own=2");
            assertThat(peer.requests.get(1).header("Cookie")).isEqualTo("own=2; session=1");
            assertThat(cookies.getCookieStore().get(URI.create("http://localhost/")))
                    .hasSize(1);
        }
    }

    private static Peer redirecting(int status, String location) throws Exception {
        return Peer.answering(request -> redirect(status, location));
    }

    private static String redirect(int status, String location) {
        return "HTTP/1.1 " + status + " Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
    }

    private static String unauthorized(String challenge) {
        return "HTTP/1.1 401 No\r\nWWW-Authenticate: " + challenge + "\r\nContent-Length: 0\r\n\r\n";
    }
}
