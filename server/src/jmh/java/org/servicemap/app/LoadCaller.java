package org.servicemap.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.LoadTokens;

/** Somebody who calls the API, logged in or not. */
final class LoadCaller {
    static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final String name;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    private LoadCaller(String base, String name) {
        this.base = base;
        this.name = name;
    }

    static LoadCaller anybody(String base) {
        return new LoadCaller(base, "public");
    }

    /** Of the demo's accounts, or one with their password. */
    static LoadCaller loggedIn(String base, String login) throws IOException, InterruptedException {
        LoadCaller caller = new LoadCaller(base, login);
        caller.post("/api/v1/session", Map.of("login", login, "password", DemoAccounts.PASSWORD));
        return caller;
    }

    String name() {
        return name;
    }

    String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET().build());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path));
    }

    String post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        String session = session();
        if (session != null) {
            request.header("X-CSRF-Token", LoadTokens.csrf(session));
        }
        return send(request.build());
    }

    private @Nullable String session() {
        return cookies.getCookieStore().getCookies().stream()
                .map(java.net.HttpCookie::getValue)
                .findFirst()
                .orElse(null);
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(name + " " + request.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
