package org.servicemap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.ApiClient;

/**
 * A hall that is open at whatever time the tests run: its clocks are set so that the morning has just begun there. No demo hall, so that
 * other tests are left alone.
 */
final class OpenHall {
    static final String PLACE = "station-990101001001";
    private static final String PATH = "/api/v1/halls/" + PLACE;
    private static final int MORNING = 10;
    private static final String MATTER = "elderly_card";

    private final ApiClient api = new ApiClient(URI.create(TestApp.url()).getPort());

    /** A booking with what its owner knows. */
    record Booked(String id, String token, String number, String phone) {}

    OpenHall() {
        plan(List.of());
    }

    /** Closes it for the day that has begun there; whoever has booked on it is offered another. */
    void closeToday() {
        String today = java.time.LocalDate.now(java.time.ZoneId.of(zone())).toString();
        plan(List.of(Map.of("first_day", today, "last_day", today, "closed", true, "reason", Map.of("zh", "停电"))));
    }

    private void plan(List<Map<String, Object>> changes) {
        ApiClient admin = loggedIn("admin");
        JsonNode known = admin.get(PATH + "/schedule").json();
        ApiClient.Answer answer = admin.putJson(
                PATH + "/schedule",
                Map.of(
                        "version",
                        known.path("version").asInt(0),
                        "settings",
                        settings(),
                        "queues",
                        List.of(queue("general", "综合", "A", MATTER), queue("cards", "证件", "B", "social_card")),
                        "counters",
                        List.of(
                                Map.of(
                                        "number",
                                        1,
                                        "name",
                                        Map.of("zh", "1号窗口"),
                                        "queues",
                                        List.of("general", "cards")),
                                Map.of("number", 2, "name", Map.of("zh", "2号窗口"), "queues", List.of("cards"))),
                        "changes",
                        changes));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    ApiClient loggedIn(String login) {
        ApiClient client = api.fresh();
        client.postJson("/api/v1/session", Map.of("login", login, "password", DemoAccounts.PASSWORD));
        return client.takeCsrfToken();
    }

    /** Etc/GMT counts the other way round, from 12 hours west to 14 east. */
    private static String zone() {
        int behind = MORNING - Instant.now().atOffset(ZoneOffset.UTC).getHour();
        int east = behind < -12 ? behind + 24 : behind;
        return east == 0 ? "Etc/GMT" : "Etc/GMT" + (east > 0 ? "-" : "+") + Math.abs(east);
    }

    private static Map<String, Object> settings() {
        Map<String, Object> settings = new TreeMap<>(
                Map.of("zone", zone(), "lead_minutes", 0, "horizon_days", 3, "hold_minutes", 10, "open_per_person", 9));
        settings.putAll(Map.of("no_shows", 9, "holds_per_caller", 100, "proof_bits", 0, "bookable", true));
        return settings;
    }

    private static Map<String, Object> queue(String code, String name, String letter, String matter) {
        return Map.of(
                "code",
                code,
                "name",
                Map.of("zh", name),
                "letter",
                letter,
                "matters",
                List.of(Map.of("matter", matter, "slots", 1, "city_wide", true)),
                "templates",
                List.of(template()));
    }

    private static Map<String, Object> template() {
        Map<String, Object> template = new TreeMap<>(Map.of("from", "00:00", "to", "24:00", "slot_minutes", 15));
        template.putAll(Map.of(
                "valid_from",
                "2001-01-01",
                "weekdays",
                List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
                "make_up_days",
                true,
                "holidays",
                true));
        template.putAll(Map.of("public_capacity", 4, "internal_capacity", 1, "walk_in_capacity", 3));
        return template;
    }

    /** The first free time of today, or the one so many slots after it. */
    Booked book(int after, String phone) {
        JsonNode times = api.get(PATH + "/availability?matter=" + MATTER).json().path("times");
        JsonNode held = api.postJson(
                        "/api/v1/bookings",
                        Map.of(
                                "hall", PLACE,
                                "matters", List.of(MATTER),
                                "starts_at", times.path(after).path("starts_at").asText()))
                .json();
        String id = held.path("booking").path("id").asText();
        String token = held.path("token").asText();
        ApiClient.Answer confirmed = api.postJson(
                "/api/v1/bookings/" + id + "/confirm", Map.of("token", token, "name", "王小明", "phone", phone));
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
        return new Booked(id, token, confirmed.json().path("number").asText(), phone);
    }
}
