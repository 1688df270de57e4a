package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.ApiClient;
import org.servicemap.storage.TestDatabases;

/** The tiny town with as many halls more as a rush needs, and one: each serves everyone, eight hours a day, four seats in a slot. */
record RushCity(TestDatabases.Address database, Path folder, int halls) {
    static final String MATTER = "social_card";
    /** That the demo's halls have for the public. */
    static final int SEATS = 4;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int PATIENT_TRIES = 20;
    private static final String PLACE =
            "%s,抢号大厅%d,Rush hall %d,,,subdistrict_centre,%.6f,39.904600,清溪区环城路,Ring Road,,Mo-Su 09:00-17:00,,,,,,,,yes,,,load,2026-01-15%n";

    /** Writes the pack. */
    RushCity {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i <= halls; i++) {
            rows.append(String.format(Locale.ROOT, PLACE, hall(i), i, i, 116.4283 + i * 1e-6));
        }
        try {
            Path places = Commands.copyOfTiny(folder.resolve("pack")).resolve("places.csv");
            Files.writeString(places, rows, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** One more, for the slot that everybody wants. */
    String crowded() {
        return hall(halls);
    }

    static String hall(int i) {
        return String.format(Locale.ROOT, "hall-rush-%03d", i);
    }

    /** Of one of several servers: a data directory of its own, the keys in common. Every call comes through a proxy of ours. */
    Map<String, String> environment(int node, int pool) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SERVICEMAP_HOST", "127.0.0.1");
        environment.put("SERVICEMAP_PORT", "0");
        environment.put("SERVICEMAP_DATA", folder.resolve("node" + node).toString());
        environment.put("SERVICEMAP_KEYS", folder.resolve("keys").toString());
        environment.put("SERVICEMAP_ATTACHMENTS", folder.resolve("attachments").toString());
        environment.put("SERVICEMAP_DB_URL", database.url());
        environment.put("SERVICEMAP_DB_USER", database.user());
        environment.put("SERVICEMAP_DB_PASSWORD", database.password());
        environment.put("SERVICEMAP_DB_POOL", Integer.toString(pool));
        environment.put("SERVICEMAP_PACK", folder.resolve("pack").toString());
        environment.put("SERVICEMAP_DEMO", "true");
        environment.put("SERVICEMAP_DEMO_HISTORY", "0");
        environment.put("SERVICEMAP_RATE_LIMITS", "false");
        environment.put("SERVICEMAP_PROXIES", "1");
        return environment;
    }

    /** Until every hall has slots: the demo's halls open in the background. */
    void await(ApiClient api) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (open(api) <= halls) {
            assertThat(System.nanoTime()).as("halls open").isLessThan(end);
            LockSupport.parkNanos(200_000_000);
        }
    }

    private static int open(ApiClient api) {
        int open = 0;
        for (JsonNode hall :
                api.get("/api/v1/halls?limit=1000&matter=" + MATTER).json().path("items")) {
            boolean ours = hall.path("place").asText().startsWith("hall-rush-");
            open += ours && !hall.path("earliest").isNull() ? 1 : 0;
        }
        return open;
    }

    /** The starts of some days on which the halls are open, from the day after tomorrow on. */
    static List<String> starts(ApiClient api, int firstDay, int days) {
        Map<String, List<String>> byDay = new TreeMap<>();
        for (JsonNode time : api.get("/api/v1/halls/" + hall(0) + "/availability?matter=" + MATTER)
                .json()
                .path("times")) {
            String start = time.path("starts_at").asText();
            String day = OffsetDateTime.parse(start).toLocalDate().toString();
            byDay.computeIfAbsent(day, any -> new ArrayList<>()).add(start);
        }
        return byDay.values().stream()
                .skip(2L + firstDay)
                .limit(days)
                .flatMap(List::stream)
                .toList();
    }

    static ApiClient administrator(ApiClient api) {
        ApiClient client = api.fresh();
        client.postJson("/api/v1/session", Map.of("login", "admin", "password", DemoAccounts.PASSWORD));
        return client.takeCsrfToken();
    }

    /** Puts other hours and seats in force in a hall, as its lead does on the page. */
    static void edit(ApiClient administrator, String hall, int seats, String until) {
        String path = "/api/v1/halls/" + hall + "/schedule";
        ObjectNode schedule = (ObjectNode) administrator.get(path).json();
        schedule.remove(List.of("place", "planned_until"));
        for (JsonNode template : schedule.path("queues").path(0).path("templates")) {
            ((ObjectNode) template).put("public_capacity", seats).put("to", until);
        }
        ApiClient.Answer done = administrator.putJson(path, schedule.toString());
        for (int i = 0; done.status() == 503 && i < PATIENT_TRIES; i++) {
            done = administrator.putJson(path, schedule.toString());
        }
        assertThat(done.status()).as(done.text()).isEqualTo(200);
    }
}
