package org.sluice.core.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.sluice.core.config.Origins;

/** Answers WebSocket handshakes of foreign web pages with 403. Who is foreign is left to {@link Origins}; other requests pass. */
final class OriginFilter implements Filter {

    private final Origins origins;

    OriginFilter(Origins origins) {
        this.origins = origins;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && isHandshake(http) && !isAllowed(http)) {
            refuse((HttpServletResponse) response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** RFC 6455, 4.1, and the extended CONNECT of HTTP/2 (RFC 8441), which has no Upgrade header. */
    private static boolean isHandshake(HttpServletRequest request) {
        return request.getMethod().equals("CONNECT")
                || headers(request, "Upgrade").stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("websocket"));
    }

    private boolean isAllowed(HttpServletRequest request) {
        // A browser sends one; of several, none may be foreign.
        return headers(request, "Origin").stream().allMatch(origin -> origins.allow(origin, host(request)));
    }

    private static String host(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host != null ? host : request.getServerName() + ':' + request.getServerPort();
    }

    private static List<String> headers(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        byte[] reason = Origins.REFUSAL.getBytes(StandardCharsets.UTF_8);
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(reason.length);
        response.getOutputStream().write(reason);
    }
}
