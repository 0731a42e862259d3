package org.sluice.grizzly;

import java.net.URI;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.util.Parameters;
import org.glassfish.grizzly.utils.Charsets;
import org.glassfish.tyrus.core.RequestContext;
import org.glassfish.tyrus.core.Utils;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.jspecify.annotations.Nullable;

/** Tells Tyrus in its words what came in Grizzly's, and the other way round. */
final class HandshakeRequests {

    private HandshakeRequests() {}

    /**
     * The request for an upgrade.
     *
     * @param client who signed in, or null
     * @param common what it shares with other requests
     * @throws IllegalArgumentException if what it asks for is no URI, or has no path
     */
    static UpgradeRequest of(HttpRequestPacket request, @Nullable Principal client, CommonParts common) {
        RequestContext tyrus = RequestContext.Builder.create()
                .requestURI(uri(request, common))
                .queryString(request.getQueryString())
                .parameterMap(parameters(request))
                .secure(request.isSecure())
                .userPrincipal(client)
                .remoteAddr(request.getRemoteAddress())
                .serverAddr(common.server(
                        request.getLocalHost() == null ? request.getLocalAddress() : request.getLocalHost()))
                .serverPort(request.getLocalPort())
                .tyrusProperties(Map.of())
                .build();
        for (String name : request.getHeaders().names()) {
            for (String value : request.getHeaders().values(name)) {
                List<String> values = Utils.parseHeaderValue(value.trim());
                List<String> known = tyrus.getHeaders().putIfAbsent(name, values);
                if (known != null) {
                    known.addAll(values);
                }
            }
        }
        return tyrus;
    }

    private static URI uri(HttpRequestPacket request, CommonParts common) {
        URI uri = common.uri(request.getRequestURI());
        if (uri.getPath() == null) {
            throw new IllegalArgumentException("no path in " + uri);
        }
        return uri;
    }

    /** The headers of a request, one value for each line, where Tyrus cuts them at commas. Any letter case finds them. */
    static Map<String, List<String>> headers(HttpRequestPacket request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : request.getHeaders().names()) {
            if (!headers.containsKey(name)) {
                List<String> values = new ArrayList<>();
                request.getHeaders().values(name).forEach(value -> values.add(value.trim()));
                headers.put(name, values);
            }
        }
        return headers;
    }

    private static Map<String, String[]> parameters(HttpRequestPacket request) {
        Parameters parameters = new Parameters();
        parameters.setQuery(request.getQueryStringDC());
        // Without it a query kills the upgrade.
        parameters.setQueryStringEncoding(Charsets.UTF8_CHARSET);
        Map<String, String[]> all = new HashMap<>();
        for (String name : parameters.getParameterNames()) {
            all.put(name, parameters.getParameterValues(name));
        }
        return all;
    }

    /** The answer to a request. */
    static HttpContent answer(HttpRequestPacket request, UpgradeResponse answer) {
        HttpResponsePacket packet = request.getResponse();
        packet.setProtocol(Protocol.HTTP_1_1);
        packet.setStatus(answer.getStatus());
        if (answer.getReasonPhrase() != null) {
            packet.setReasonPhrase(answer.getReasonPhrase());
        }
        answer.getHeaders().forEach((name, values) -> packet.setHeader(name, Utils.getHeaderFromList(values)));
        return HttpContent.builder(packet).build();
    }
}
