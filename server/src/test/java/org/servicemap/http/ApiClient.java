package org.servicemap.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Calls a running server in tests, and holds every answer of the API to the server's own document: the status, the error
 * code, the media type and the JSON's shape must be declared there.
 */
public final class ApiClient {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final OpenApiDocument document;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();
    private final Map<String, String> standing = new ConcurrentHashMap<>();

    public ApiClient(int port) {
        base = "http://127.0.0.1:" + port;
        document = new OpenApiDocument(json(send(request("/api/v1/openapi.json").build())));
    }

    private ApiClient(ApiClient other) {
        base = other.base;
        document = other.document;
    }

    /** Another caller of the same server: no cookies, no token. */
    public ApiClient fresh() {
        return new ApiClient(this);
    }

    /** Another caller, who holds the session of this token ({@link TestCallers} makes some). */
    public ApiClient withSession(String token) {
        ApiClient caller = fresh();
        caller.cookies.put(Credentials.COOKIE, token);
        caller.standing.put(Credentials.CSRF_HEADER, Credentials.csrfToken(token));
        return caller;
    }

    /** Another caller, who sends this bearer token. */
    public ApiClient withBearer(String token) {
        ApiClient caller = fresh();
        caller.standing.put("Authorization", "Bearer " + token);
        return caller;
    }

    /** From now on every call carries the header; empty takes it away. */
    public void always(String header, String value) {
        if (value.isEmpty()) {
            standing.remove(header);
        } else {
            standing.put(header, value);
        }
    }

    /** Takes the CSRF token that the session's answer gives, as a page does. */
    public ApiClient takeCsrfToken() {
        String token = get("/api/v1/session").json().path("csrf_token").asText("");
        always(Credentials.CSRF_HEADER, token);
        return this;
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    /** One answer. */
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public JsonNode json() {
            return ApiClient.json(response);
        }
    }

    public OpenApiDocument document() {
        return document;
    }

    public HttpRequest.Builder request(String pathAndQuery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + pathAndQuery));
        standing.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    /** GET with header names and values in turn. */
    public Answer get(String pathAndQuery, String... headers) {
        HttpRequest.Builder request = request(pathAndQuery);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return call(request.build());
    }

    public Answer post(String pathAndQuery, String contentType, String accept, BodyPublisher body) {
        return call(request(pathAndQuery)
                .header("Content-Type", contentType)
                .header("Accept", accept)
                .POST(body)
                .build());
    }

    /** POST of a value as JSON (a string is JSON already), with header names and values in turn. */
    public Answer postJson(String pathAndQuery, Object body, String... headers) {
        return sendJson("POST", pathAndQuery, body, headers);
    }

    public Answer putJson(String pathAndQuery, Object body, String... headers) {
        return sendJson("PUT", pathAndQuery, body, headers);
    }

    public Answer patchJson(String pathAndQuery, Object body, String... headers) {
        return sendJson("PATCH", pathAndQuery, body, headers);
    }

    /** POST, PUT or DELETE without a body. */
    public Answer send(String method, String pathAndQuery, String... headers) {
        HttpRequest.Builder request = request(pathAndQuery).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return call(request.build());
    }

    private Answer sendJson(String method, String pathAndQuery, Object body, String... headers) {
        byte[] json = body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : bytes(body);
        HttpRequest.Builder request = request(pathAndQuery)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return call(request.build());
    }

    private static byte[] bytes(Object body) {
        return Json.bytes(body);
    }

    public Answer call(HttpRequest request) {
        HttpResponse<byte[]> response = send(request);
        keepCookies(response);
        document.check(request.method(), request.uri().getPath(), response);
        return new Answer(response);
    }

    /** Expects a problem with this status, code and field (null for none) and answers its detail. */
    public String refusal(String pathAndQuery, int status, String code, String field) {
        return refusal(get(pathAndQuery), status, code, field);
    }

    public static String refusal(Answer answer, int status, String code, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("field").asText(null)).isEqualTo(field);
        assertThat(problem.path("detail").asText()).isNotBlank();
        return problem.path("detail").asText();
    }

    /** Keeps what a browser would keep, without looking at paths and times. */
    private void keepCookies(HttpResponse<byte[]> response) {
        for (String header : response.headers().allValues("Set-Cookie")) {
            HttpCookie cookie = HttpCookie.parse(header).get(0);
            if (cookie.getValue().isEmpty() || cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
            } else {
                cookies.put(cookie.getName(), cookie.getValue());
            }
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError("no answer to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + new String(response.body(), StandardCharsets.UTF_8), e);
        }
    }
}
