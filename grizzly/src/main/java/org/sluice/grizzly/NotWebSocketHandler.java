package org.sluice.grizzly;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.sluice.core.config.Origins;

/**
 * Answers what the upgrade filter let through: the page at the root and its scripts where there are any, 403 for an upgrade of a foreign web page, 404
 * for another to a path without an endpoint, 426 for other plain HTTP (RFC 9110 15.5.22).
 */
final class NotWebSocketHandler extends HttpHandler {

    private static final HttpStatus UPGRADE_REQUIRED = HttpStatus.newHttpStatus(426, "Upgrade Required");

    private final Optional<String> page;
    private final Map<String, String> scripts;
    private final Origins origins;

    NotWebSocketHandler(GrizzlyServerOptions options) {
        this.page = options.page();
        this.scripts = options.scripts();
        this.origins = options.origins();
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        if (upgrade && !origins.allow(request.getHeader("Origin"), request.getHeader("Host"))) {
            answer(response, HttpStatus.FORBIDDEN_403, "text/plain", Origins.REFUSAL);
        } else if (upgrade) {
            answer(response, HttpStatus.NOT_FOUND_404, "text/plain", "There is no WebSocket endpoint here.\n");
        } else if (reads(request) && scripts.containsKey(request.getRequestURI())) {
            response.setHeader("X-Content-Type-Options", "nosniff");
            answer(response, HttpStatus.OK_200, "text/javascript", scripts.getOrDefault(request.getRequestURI(), ""));
        } else if (page.isPresent() && isPage(request)) {
            // The page has its script and style from here, and talks to this server only.
            response.setHeader(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:");
            response.setHeader("X-Content-Type-Options", "nosniff");
            answer(response, HttpStatus.OK_200, "text/html", page.get());
        } else {
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Connection", "Upgrade");
            answer(response, UPGRADE_REQUIRED, "text/plain", "This server speaks WebSocket only.\n");
        }
    }

    private static boolean isPage(Request request) {
        String path = request.getRequestURI();
        return reads(request) && (path.equals("/") || path.equals("/index.html"));
    }

    private static boolean reads(Request request) {
        return request.getMethod() == Method.GET || request.getMethod() == Method.HEAD;
    }

    private static void answer(Response response, HttpStatus status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type + ";charset=utf-8");
        response.setContentLength(body.length);
        // A longer body than the buffer goes out before Grizzly has put the type of the content among the fields.
        response.setBufferSize(Math.max(response.getBufferSize(), body.length));
        response.getOutputStream().write(body);
    }
}
