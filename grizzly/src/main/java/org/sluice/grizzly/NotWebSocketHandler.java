package org.sluice.grizzly;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.HttpStatus;

/**
 * Answers what the upgrade filter let through: 404 for an upgrade to a path without an endpoint, 426 for plain HTTP
 * (RFC 9110 15.5.22).
 */
final class NotWebSocketHandler extends HttpHandler {

    private static final HttpStatus UPGRADE_REQUIRED = HttpStatus.newHttpStatus(426, "Upgrade Required");

    @Override
    public void service(Request request, Response response) throws IOException {
        boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        if (!upgrade) {
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Connection", "Upgrade");
        }
        response.setStatus(upgrade ? HttpStatus.NOT_FOUND_404 : UPGRADE_REQUIRED);
        response.setContentType("text/plain;charset=utf-8");
        byte[] body = (upgrade ? "There is no WebSocket endpoint here.\n" : "This server speaks WebSocket only.\n")
                .getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
