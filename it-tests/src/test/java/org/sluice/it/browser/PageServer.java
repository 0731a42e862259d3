package org.sluice.it.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves files to a page, takes what it reports, and does what it asks for. */
final class PageServer implements AutoCloseable {

    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "js", "text/javascript", "md", "text/plain");

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> reports = new ConcurrentHashMap<>();

    PageServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/report", exchange -> {
            String[] nameAndText = body(exchange).split("\n", 2);
            reports.put(nameAndText[0], nameAndText[1]);
            answer(exchange, "text/plain", "");
        });
        http.start();
    }

    /** As pages name it. */
    String origin() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    URI uri(String path) {
        return URI.create(origin() + path);
    }

    /** What the page has told so far, by its name. */
    Map<String, String> reports() {
        return reports;
    }

    PageServer file(String path, String content) {
        String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "text/plain");
        http.createContext(path, exchange -> answer(exchange, type, content));
        return this;
    }

    /** Answers with what the action returns; it may wait. */
    PageServer action(String path, Callable<String> action) {
        http.createContext(path, exchange -> {
            String answer;
            try {
                answer = action.call();
            } catch (Exception | AssertionError e) {
                answer = "failed: " + e;
            }
            answer(exchange, "text/plain", answer);
        });
        return this;
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type + ";charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
