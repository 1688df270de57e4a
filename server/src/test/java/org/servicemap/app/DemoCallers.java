package org.servicemap.app;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.ApiClient;

/** The demo's accounts, each logged in once. */
final class DemoCallers {
    private final Map<String, ApiClient> callers = new ConcurrentHashMap<>();
    private final ApiClient nobody;

    DemoCallers(ApiClient nobody) {
        this.nobody = nobody;
    }

    ApiClient loggedIn(String login) {
        return callers.computeIfAbsent(login, name -> {
            ApiClient client = nobody.fresh();
            client.postJson("/api/v1/session", Map.of("login", name, "password", DemoAccounts.PASSWORD));
            return client.takeCsrfToken();
        });
    }
}
