package org.servicemap.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/**
 * Calls a running server in tests, and holds every answer of the API to the server's own document: the status, the error
 * code, the media type and the JSON's shape must be declared there.
 */
public final class ApiClient {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final OpenApiDocument document;

    public ApiClient(int port) {
        base = "http://127.0.0.1:" + port;
        document = new OpenApiDocument(json(send(request("/api/v1/openapi.json").build())));
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
        return HttpRequest.newBuilder(URI.create(base + pathAndQuery));
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

    public Answer call(HttpRequest request) {
        HttpResponse<byte[]> response = send(request);
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
