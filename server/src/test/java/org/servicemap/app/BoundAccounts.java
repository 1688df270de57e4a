package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.ApiClient;
import org.servicemap.http.Role;

/** Staff accounts that are bound to a unit or an area, made by the demo's administrator over HTTP. */
record BoundAccounts(ApiClient admin) {
    /** Of every account made here. */
    static final String PASSWORD = "海淀公园里的第七张旧长椅";

    /** @param nobody a client of the server */
    static BoundAccounts on(ApiClient nobody) {
        ApiClient admin = nobody.fresh();
        admin.postJson("/api/v1/session", Map.of("login", "admin", "password", DemoAccounts.PASSWORD));
        return new BoundAccounts(admin.takeCsrfToken());
    }

    /** Logged in, with its own password. */
    ApiClient ofArea(String login, Role role, String level, String area) {
        return made(login, role, Map.of("area_level", level, "area", area));
    }

    /** Logged in, with its own password. */
    ApiClient ofUnit(String login, Role role, String unit) {
        return made(login, role, Map.of("unit", unit));
    }

    private ApiClient made(String login, Role role, Map<String, Object> bound) {
        Map<String, Object> account = new TreeMap<>(bound);
        account.putAll(Map.of("login", login, "name", login, "roles", List.of(role.word())));
        ApiClient.Answer issued = admin.postJson("/api/v1/accounts", account);
        assertThat(issued.status()).as(issued.text()).isEqualTo(201);
        String first = issued.json().path("one_time_password").asText();
        ApiClient client = admin.fresh();
        client.postJson("/api/v1/session", Map.of("login", login, "password", first));
        client.takeCsrfToken();
        client.putJson("/api/v1/session/password", Map.of("old_password", first, "new_password", PASSWORD));
        return client.takeCsrfToken();
    }
}
