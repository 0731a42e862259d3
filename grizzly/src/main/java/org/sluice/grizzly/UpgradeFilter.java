package org.sluice.grizzly;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.attributes.AttributeHolder;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.ssl.SSLUtils;
import org.glassfish.grizzly.utils.DelayedExecutor;
import org.glassfish.grizzly.utils.IdleTimeoutFilter;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeStatus;
import org.jspecify.annotations.Nullable;
import org.sluice.core.port.ServerHandshake;

/**
 * Takes the requests for an upgrade out of HTTP: the engine decides, and a connection that it takes leaves the filters for a wire. It runs
 * on the listener's workers, where an endpoint's open handler may block.
 */
final class UpgradeFilter extends BaseFilter {

    private static final Logger LOG = System.getLogger(UpgradeFilter.class.getName());
    private static final int BAD_REQUEST = 400;
    private static final long ANSWER_SECONDS = 10;
    /** What the names of the filters' attributes begin with. */
    private static final String HTTP = "org.glassfish.grizzly.http.";

    private static final String HTTP_SERVER = "HttpServerFilter.";

    private final TrackingEngine engine;
    private final CommonParts common = new CommonParts();

    private UpgradeFilter(TrackingEngine engine) {
        this.engine = engine;
    }

    /** Puts the filter in front of the HTTP handlers, so that what is no upgrade still gets an HTTP answer. */
    static AddOn addOn(TrackingEngine engine) {
        return (NetworkListener listener, FilterChainBuilder chain) ->
                chain.add(chain.indexOfType(HttpServerFilter.class), new UpgradeFilter(engine));
    }

    @Override
    public NextAction handleRead(FilterChainContext context) throws IOException {
        HttpContent content = context.getMessage();
        if (!(content.getHttpHeader() instanceof HttpRequestPacket request)
                || !"websocket".equalsIgnoreCase(request.getUpgrade())) {
            return context.getInvokeAction();
        }
        TyrusUpgradeResponse answer = new TyrusUpgradeResponse();
        TCPNIOConnection connection = (TCPNIOConnection) context.getConnection();
        UpgradeRequest asked;
        try {
            asked = HandshakeRequests.of(request, signedIn(connection), common);
        } catch (IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "A peer asks for what is no URI", e);
            content.recycle();
            badRequest(context, request, answer);
            return context.getStopAction();
        }
        ServerUpgrade upgrade = engine.upgrade(asked, answer, connection);
        if (upgrade.status() == UpgradeStatus.NOT_APPLICABLE) {
            return context.getInvokeAction();
        }
        boolean written = write(context, HandshakeRequests.answer(request, answer));
        if (upgrade.status() == UpgradeStatus.SUCCESS && written) {
            ServerHandshake handshake = new ServerHandshake(HandshakeRequests.headers(request), shown(connection));
            ByteBuffer rest = rest(content);
            leaveIdleTimeout(context.getFilterChain(), connection);
            forgetHttp(context.getConnection());
            upgrade.open(handshake, rest);
        } else {
            content.recycle();
        }
        return context.getStopAction();
    }

    private static void badRequest(FilterChainContext context, HttpRequestPacket request, TyrusUpgradeResponse answer) {
        answer.setStatus(BAD_REQUEST);
        answer.setReasonPhrase("Bad Request");
        answer.getHeaders().put("Connection", List.of("close"));
        answer.getHeaders().put("Content-Length", List.of("0"));
        if (write(context, HandshakeRequests.answer(request, answer))) {
            context.getConnection().closeSilently();
        }
    }

    /** Whose certificate the client showed; null for none, and where none was asked for. */
    private static @Nullable Principal signedIn(TCPNIOConnection connection) {
        SSLEngine tls = SSLUtils.getSSLEngine(connection);
        try {
            return tls == null ? null : tls.getSession().getPeerPrincipal();
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    /** The certificates that the client saw. */
    private static List<X509Certificate> shown(TCPNIOConnection connection) {
        SSLEngine tls = SSLUtils.getSSLEngine(connection);
        Certificate[] chain = tls == null ? null : tls.getSession().getLocalCertificates();
        List<X509Certificate> shown = new ArrayList<>();
        if (chain != null) {
            for (Certificate each : chain) {
                shown.add((X509Certificate) each);
            }
        }
        return List.copyOf(shown);
    }

    /** Waits until the answer is out, since the wire writes past the filters. */
    @SuppressWarnings("rawtypes") // As Grizzly declares them.
    private static boolean write(FilterChainContext context, HttpContent answer) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        context.write(null, answer, new EmptyCompletionHandler<WriteResult>() {
            @Override
            public void completed(WriteResult result) {
                written.complete(null);
            }

            @Override
            public void failed(Throwable cause) {
                written.completeExceptionally(cause);
            }

            @Override
            public void cancelled() {
                written.cancel(false);
            }
        });
        try {
            written.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, "A peer does not take the answer to its handshake", e);
        }
        context.getConnection().terminateSilently();
        return false;
    }

    /** The filter forgets a connection when it hears of its end, which it does no more: it would keep all that ever were. */
    @SuppressWarnings("rawtypes") // As Grizzly declares them.
    private static void leaveIdleTimeout(FilterChain filters, TCPNIOConnection connection) {
        int at = filters.indexOfType(IdleTimeoutFilter.class);
        if (at >= 0) {
            DelayedExecutor.Resolver<Connection> timeouts = ((IdleTimeoutFilter) filters.get(at)).getResolver();
            connection.addCloseListener(
                    (CloseListener<Closeable, CloseType>) (closed, how) -> timeouts.removeTimeout(connection));
        }
    }

    /** The filters keep a request with its connection for the next one, which will not come; it is more than all else that is kept. */
    private static void forgetHttp(Connection<?> connection) {
        AttributeHolder attributes = connection.getAttributes();
        List.copyOf(attributes.getAttributeNames()).stream()
                .filter(name -> name.startsWith(HTTP) || name.startsWith(HTTP_SERVER))
                .forEach(attributes::removeAttribute);
    }

    /** What a hasty client sent together with its request. */
    private static ByteBuffer rest(HttpContent content) {
        Buffer buffer = content.getContent();
        ByteBuffer rest = ByteBuffer.allocate(buffer.remaining());
        buffer.get(rest);
        content.recycle();
        return rest.flip();
    }
}
