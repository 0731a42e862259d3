package org.sluice.core.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The little of a servlet container that the listener and the filter ask for; what it does not know throws. */
final class FakeServlets {

    final Map<String, String> parameters = new LinkedHashMap<>();
    final List<Filter> filters = new ArrayList<>();
    /** What was said of the filter, in order. */
    final List<String> mappings = new ArrayList<>();

    boolean filterExists;
    final Map<String, Object> attributes = new LinkedHashMap<>();
    /** The connection, as GlassFish shows it. */
    final FakeGrizzly grizzly = new FakeGrizzly();

    boolean showsGrizzly = true;
    /** What was made for an upgrade that was asked for. */
    @Nullable
    HttpUpgradeHandler upgrade;

    String method = "GET";
    final Map<String, List<String>> headers = new LinkedHashMap<>();
    int status = 200;
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final ServletOutputStream output = new Body();
    final Map<String, Object> responseSettings = new LinkedHashMap<>();

    ServletContextEvent event() {
        return new ServletContextEvent(proxy(ServletContext.class, this::context));
    }

    private @Nullable Object context(String method, Object[] given) {
        return switch (method) {
            case "getInitParameter" -> parameters.get((String) given[0]);
            case "getInitParameterNames" -> Collections.enumeration(parameters.keySet());
            case "getAttribute" -> attributes.get((String) given[0]);
            case "getClassLoader" -> Thread.currentThread().getContextClassLoader();
            case "addFilter" -> {
                filters.add((Filter) given[1]);
                yield filterExists ? null : proxy(FilterRegistration.Dynamic.class, this::registration);
            }
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private @Nullable Object registration(String method, Object[] given) {
        switch (method) {
            case "setAsyncSupported" -> mappings.add("async " + given[0]);
            case "addMappingForUrlPatterns" ->
                mappings.add((given[0].equals(EnumSet.of(DispatcherType.REQUEST)) ? "requests" : "others") + " after "
                        + given[1] + " " + List.of((String[]) given[2]));
            default -> throw new UnsupportedOperationException(method);
        }
        return null;
    }

    HttpServletRequest request() {
        Class<?>[] types = showsGrizzly
                ? new Class<?>[] {HttpServletRequest.class, FakeGrizzly.Facade.class}
                : new Class<?>[] {HttpServletRequest.class};
        return (HttpServletRequest) proxy(types, (method, given) -> switch (method) {
            case "getMethod" -> this.method;
            case "getHeaders" -> Collections.enumeration(headers.getOrDefault((String) given[0], List.of()));
            case "getHeader" ->
                headers.getOrDefault((String) given[0], Collections.singletonList(null))
                        .get(0);
            case "getServerName" -> "server";
            case "getServerPort" -> 8080;
            case "getUnwrappedCoyoteRequest" -> grizzly;
            case "upgrade" -> made((Class<?>) given[0]);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private HttpUpgradeHandler made(Class<?> type) {
        try {
            upgrade = (HttpUpgradeHandler) type.getConstructor().newInstance();
            return upgrade;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    HttpServletResponse response() {
        return proxy(HttpServletResponse.class, this::answer);
    }

    private @Nullable Object answer(String method, Object[] given) {
        switch (method) {
            case "setStatus" -> status = (Integer) given[0];
            case "addHeader", "setHeader" -> headers.put((String) given[0], List.of((String) given[1]));
            case "setContentType", "setContentLength" -> responseSettings.put(method, given[0]);
            case "getOutputStream" -> {
                return body();
            }
            default -> throw new UnsupportedOperationException(method);
        }
        return null;
    }

    ServletOutputStream body() {
        return output;
    }

    String bodyText() {
        return body.toString(StandardCharsets.UTF_8);
    }

    private static <T> T proxy(Class<T> type, BiFunction<String, Object[], @Nullable Object> target) {
        return type.cast(proxy(new Class<?>[] {type}, target));
    }

    private static Object proxy(Class<?>[] types, BiFunction<String, Object[], @Nullable Object> target) {
        return Proxy.newProxyInstance(
                FakeServlets.class.getClassLoader(),
                types,
                (self, method, given) -> target.apply(method.getName(), given == null ? new Object[0] : given));
    }

    private final class Body extends ServletOutputStream {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("setWriteListener");
        }

        @Override
        public void write(int b) {
            body.write(b);
        }
    }
}
