package org.sluice.it;

import static org.sluice.it.FaultSteps.connect;
import static org.sluice.it.FaultSteps.loopback;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.it.TestRoot.Leaf;

/** Why a redirect is not followed, or leads nowhere. */
enum RedirectFault implements Fault {
    NOT_ASKED_FOR("a redirect to another host, and maxRedirects is 0", WebErrorStatus.FOUND, Phase.UPGRADE) {
        @Override
        public void make() throws Exception {
            try (RawServer server = redirecting("Location: http://elsewhere.example/")) {
                connect(server.uri());
            }
        }
    },
    ONE_TOO_MANY("one redirect more than maxRedirects", WebErrorStatus.REDIRECT_FAILED, Phase.UPGRADE) {
        @Override
        public void make() throws Exception {
            try (RawServer second = redirecting("Location: /further");
                    RawServer first = redirecting("Location: " + second.uri())) {
                connect(first.uri(), control -> control.maxRedirects(1));
            }
        }
    },
    NO_LOCATION("a redirect that names no Location", WebErrorStatus.REDIRECT_FAILED, Phase.UPGRADE) {
        @Override
        public void make() throws Exception {
            follow("X-Location: /");
        }
    },
    NO_URI("a redirect to what is no URI", WebErrorStatus.REDIRECT_FAILED, Phase.UPGRADE) {
        @Override
        public void make() throws Exception {
            follow("Location: http://[");
        }
    },
    NO_WEBSOCKET("a redirect to where no WebSocket can be", WebErrorStatus.REDIRECT_FAILED, Phase.UPGRADE) {
        @Override
        public void make() throws Exception {
            follow("Location: ftp://localhost/");
        }
    },
    OUT_OF_TLS(
            "a redirect from wss to ws, which is never followed",
            WebErrorStatus.HTTPS_TO_HTTP_ON_REDIRECTION,
            Phase.UPGRADE) {
        @Override
        public void make() throws Exception {
            TestRoot root = new TestRoot("Trusted Root");
            try (RawServer server = RawServer.on(root.listen(Leaf.GOOD), answer("Location: http://localhost:1/"))) {
                URI secure = URI.create("wss://localhost:" + server.port() + "/");
                connect(secure, control -> control.trustStore(root.trust()).maxRedirects(5));
            }
        }
    },
    TO_NOBODY("a redirect to where nothing listens", WebErrorStatus.CANNOT_CONNECT, Phase.TCP) {
        @Override
        public void make() throws Exception {
            int port;
            try (ServerSocket listener = loopback()) {
                port = listener.getLocalPort();
            }
            follow("Location: http://127.0.0.1:" + port + "/");
        }
    };

    private final String what;
    private final WebErrorStatus status;
    private final Phase phase;

    RedirectFault(String what, WebErrorStatus status, Phase phase) {
        this.what = what;
        this.status = status;
        this.phase = phase;
    }

    @Override
    public Line line() {
        return new Line(what, status, phase);
    }

    private static void follow(String header) throws Exception {
        try (RawServer server = redirecting(header)) {
            connect(server.uri(), control -> control.maxRedirects(1));
        }
    }

    private static RawServer redirecting(String header) throws IOException {
        return new RawServer(answer(header));
    }

    private static RawServer.Script answer(String header) {
        return (connection, key) -> {
            RawServer.send(connection, "HTTP/1.1 302 Found\r\n" + header + "\r\nContent-Length: 0\r\n\r\n");
            RawServer.awaitEnd(connection);
        };
    }
}
