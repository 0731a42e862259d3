package org.sluice.it;

import static org.sluice.it.FaultSteps.SHORT;
import static org.sluice.it.FaultSteps.connect;
import static org.sluice.it.FaultSteps.loopback;
import static org.sluice.it.FaultSteps.reset;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import org.sluice.api.Credential;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;

/** What can go wrong on the way through a proxy, before there is a server at the other end. */
enum ProxyFault implements Fault {
    REFUSED_PROXY("nothing listens where the proxy should be", WebErrorStatus.CANNOT_CONNECT) {
        @Override
        public void make() throws Exception {
            int port;
            try (ServerSocket listener = loopback()) {
                port = listener.getLocalPort();
            }
            through(RawProxy.choosing(Proxy.Type.HTTP, port));
        }
    },
    SILENT_PROXY("the proxy accepts and never answers", WebErrorStatus.TIMEOUT) {
        @Override
        public void make() throws Exception {
            try (RawProxy proxy = RawProxy.http(RawServer::awaitEnd)) {
                connect(FAR, control -> control.proxy(proxy.selector()).connectTimeout(SHORT));
            }
        }
    },
    END_OF_PROXY("the HTTP proxy hangs up instead of an answer", WebErrorStatus.CONNECTION_ABORTED) {
        @Override
        public void make() throws Exception {
            through(RawProxy.http(connection -> {}));
        }
    },
    RESET_OF_PROXY("the HTTP proxy resets the connection", WebErrorStatus.CONNECTION_RESET) {
        @Override
        public void make() throws Exception {
            through(RawProxy.http(connection -> reset(connection)));
        }
    },
    NO_HTTP_PROXY(
            "the HTTP proxy answers with something that is not HTTP",
            WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE) {
        @Override
        public void make() throws Exception {
            through(RawProxy.http(connection -> RawServer.send(connection, "SSH-2.0-OpenSSH_9.6\r\n")));
        }
    },
    PROXY_ASKS(
            "the HTTP proxy asks who it is (407), and there is no proxyCredential",
            WebErrorStatus.PROXY_AUTHENTICATION_REQUIRED) {
        @Override
        public void make() throws Exception {
            through(RawProxy.answering(WHO));
        }
    },
    PROXY_KNOWS_NOBODY(
            "the HTTP proxy refuses proxyCredential (407 again)", WebErrorStatus.PROXY_AUTHENTICATION_REQUIRED) {
        @Override
        public void make() throws Exception {
            signingIn(RawProxy.answering(WHO));
        }
    },
    PROXY_FORBIDS("the HTTP proxy does not allow the server (403)", WebErrorStatus.FORBIDDEN) {
        @Override
        public void make() throws Exception {
            through(RawProxy.answering("HTTP/1.1 403 Forbidden"));
        }
    },
    PROXY_REACHES_NOBODY("the HTTP proxy does not reach the server (502)", WebErrorStatus.BAD_GATEWAY) {
        @Override
        public void make() throws Exception {
            through(RawProxy.answering("HTTP/1.1 502 Bad Gateway"));
        }
    },
    PROXY_WAITED("the HTTP proxy waited for the server too long (504)", WebErrorStatus.GATEWAY_TIMEOUT) {
        @Override
        public void make() throws Exception {
            through(RawProxy.answering("HTTP/1.1 504 Gateway Timeout"));
        }
    },
    END_OF_SOCKS("the SOCKS proxy hangs up instead of an answer", WebErrorStatus.CONNECTION_ABORTED) {
        @Override
        public void make() throws Exception {
            through(RawProxy.socks(connection -> {}));
        }
    },
    NO_SOCKS("the SOCKS proxy does not speak SOCKS 5", WebErrorStatus.CANNOT_CONNECT) {
        @Override
        public void make() throws Exception {
            through(RawProxy.socks(connection -> RawServer.send(connection, "HTTP/1.1 400 Bad Request\r\n\r\n")));
        }
    },
    SOCKS_ASKS(
            "the SOCKS proxy wants a user, and there is no proxyCredential",
            WebErrorStatus.PROXY_AUTHENTICATION_REQUIRED) {
        @Override
        public void make() throws Exception {
            through(RawProxy.socks(connection -> connection.getOutputStream().write(new byte[] {5, (byte) 0xFF})));
        }
    },
    SOCKS_KNOWS_NOBODY("the SOCKS proxy refuses proxyCredential", WebErrorStatus.PROXY_AUTHENTICATION_REQUIRED) {
        @Override
        public void make() throws Exception {
            signingIn(RawProxy.socks(connection -> {
                connection.getOutputStream().write(new byte[] {5, 2});
                byte[] user = RawProxy.read(connection, 2);
                byte[] password = RawProxy.read(connection, user[1] + 1);
                byte[] unused = RawProxy.read(connection, password[user[1]]);
                connection.getOutputStream().write(new byte[] {1, 1});
            }));
        }
    },
    SOCKS_FAILS("the SOCKS proxy fails (1)", WebErrorStatus.CANNOT_CONNECT) {
        @Override
        public void make() throws Exception {
            through(RawProxy.refusing(1));
        }
    },
    SOCKS_FORBIDS("the SOCKS proxy does not allow the server (2)", WebErrorStatus.CANNOT_CONNECT) {
        @Override
        public void make() throws Exception {
            through(RawProxy.refusing(2));
        }
    },
    SOCKS_HAS_NO_NETWORK("the SOCKS proxy cannot reach the network (3)", WebErrorStatus.SERVER_UNREACHABLE) {
        @Override
        public void make() throws Exception {
            through(RawProxy.refusing(3));
        }
    },
    SOCKS_HAS_NO_HOST("the SOCKS proxy cannot reach the host (4)", WebErrorStatus.SERVER_UNREACHABLE) {
        @Override
        public void make() throws Exception {
            through(RawProxy.refusing(4));
        }
    },
    SOCKS_WAS_REFUSED("the SOCKS proxy found the connection refused (5)", WebErrorStatus.CANNOT_CONNECT) {
        @Override
        public void make() throws Exception {
            through(RawProxy.refusing(5));
        }
    },
    SOCKS_WAITED("the SOCKS proxy waited for the server too long (6)", WebErrorStatus.TIMEOUT) {
        @Override
        public void make() throws Exception {
            through(RawProxy.refusing(6));
        }
    },
    SOCKS_LACKS_CONNECT("the SOCKS proxy cannot connect at all (7)", WebErrorStatus.CANNOT_CONNECT) {
        @Override
        public void make() throws Exception {
            through(RawProxy.refusing(7));
        }
    },
    SOCKS_LACKS_ADDRESS("the SOCKS proxy knows no addresses of this kind (8)", WebErrorStatus.CANNOT_CONNECT) {
        @Override
        public void make() throws Exception {
            through(RawProxy.refusing(8));
        }
    };

    private static final URI FAR = URI.create("ws://far.example/");
    private static final String[] WHO = {"HTTP/1.1 407 Who", "Proxy-Authenticate: Basic realm=\"p\""};

    private final String what;
    private final WebErrorStatus status;

    ProxyFault(String what, WebErrorStatus status) {
        this.what = what;
        this.status = status;
    }

    @Override
    public Line line() {
        return new Line(what, status, Phase.PROXY);
    }

    private static void through(ProxySelector selector) throws Exception {
        connect(FAR, control -> control.proxy(selector));
    }

    private static void through(RawProxy opened) throws Exception {
        try (RawProxy proxy = opened) {
            through(proxy.selector());
        }
    }

    private static void signingIn(RawProxy opened) throws Exception {
        try (RawProxy proxy = opened) {
            connect(FAR, control -> control.proxy(proxy.selector()).proxyCredential(new Credential("ada", "secret")));
        }
    }
}
