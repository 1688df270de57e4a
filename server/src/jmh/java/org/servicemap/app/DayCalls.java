package org.servicemap.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.LoadTokens;

/** What citizens, a desk and wardens' phones ask of a server of a demo city. Thread-safe. */
final class DayCalls {
    private static final int PHONES = 8;
    private static final int TILE_ZOOM = 13;
    private static final List<String> TYPED = List.of("朝阳", "婚姻登记", "医", "公园", "社区", "服务中心", "派出所", "清溪", "路");
    private static final List<String> WORDS = List.of("路灯坏了三天没人修", "小区门口垃圾堆了好几天", "井盖破损", "夜里施工噪声", "暖气不热", "停车占道");

    private final HttpClient client;
    private final String base;
    private final String version;
    private final double[] box;
    private final List<String> categories = new ArrayList<>();
    private final List<String> halls = new ArrayList<>();
    private final List<String> phones = new ArrayList<>();
    private final String grid;
    private final String dispatcher;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLong numbers = new AtomicLong(13_000_000_000L + System.nanoTime() / 1000 % 4_000_000_000L);

    /** An answer that was no success; its status and code are counted. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String what) {
            super(what);
        }
    }

    DayCalls(String base) throws Exception {
        this.base = base;
        client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        JsonNode city = json(get("/api/v1/city"));
        version = city.at("/version/id").asText();
        box = new double[4];
        for (int i = 0; i < box.length; i++) {
            box[i] = city.at("/bbox/" + i).asDouble();
        }
        for (JsonNode each : json(get("/api/v1/categories")).path("items")) {
            if (each.path("leaf").asBoolean()) {
                categories.add(each.path("code").asText());
            }
        }
        json(get("/api/v1/halls?matter=social_card"))
                .path("items")
                .forEach(hall -> halls.add(hall.path("place").asText()));
        dispatcher = session("dispatcher");
        grid = enrol();
    }

    /** Phones of the demo's warden; its grid. */
    private String enrol() throws Exception {
        String warden = session("warden");
        String account =
                json(get("/api/v1/session", "Cookie", warden)).at("/account/id").asText();
        String admin = session("admin");
        for (int i = 0; i < PHONES; i++) {
            JsonNode link = json(post("/api/v1/field/enrolments", Map.of("account", account), as(admin)));
            Map<String, ?> device = Map.of("enrolment", link.path("token").asText(), "name", "load");
            phones.add(json(post("/api/v1/field/devices", device)).path("token").asText());
        }
        JsonNode own = json(get("/api/v1/field/base", "Authorization", "Bearer " + phones.get(0)));
        return own.at("/grids/0/code").asText();
    }

    private String session(String login) throws Exception {
        HttpResponse<byte[]> answer =
                post("/api/v1/session", Map.of("login", login, "password", DemoAccounts.PASSWORD));
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private static String[] as(String cookie) {
        return new String[] {"Cookie", cookie, "X-CSRF-Token", LoadTokens.csrf(cookie.split("=", 2)[1])};
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        return LoadCaller.JSON.readTree(answer.body());
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(base + path)), headers);
    }

    private HttpResponse<byte[]> post(String path, Map<String, ?> body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(LoadCaller.JSON.writeValueAsBytes(body)));
        return send(request, headers);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, String... headers) throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> answer =
                client.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300) {
            throw new Refused(
                    answer.statusCode() + " " + json(answer).path("code").asText());
        }
        return answer;
    }

    private double lon(SplittableRandom random) {
        return box[0] + (0.3 + 0.4 * random.nextDouble()) * (box[2] - box[0]);
    }

    private double lat(SplittableRandom random) {
        return box[1] + (0.3 + 0.4 * random.nextDouble()) * (box[3] - box[1]);
    }

    private String point(SplittableRandom random) {
        return "lon=" + lon(random) + "&lat=" + lat(random);
    }

    private static <T> T any(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }

    /** Of the web's usual scheme (Web Mercator). */
    void tile(SplittableRandom random) throws Exception {
        int zoom = TILE_ZOOM + random.nextInt(3);
        double side = 1 << zoom;
        double phi = Math.toRadians(lat(random));
        int x = (int) ((lon(random) + 180) / 360 * side);
        int y = (int) ((1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2 * side);
        get("/api/v1/tiles/" + version + "/" + zoom + "/" + x + "/" + y + ".mvt");
    }

    void resolve(SplittableRandom random) throws Exception {
        get("/api/v1/resolve?" + point(random) + "&accuracy=30");
    }

    void route(SplittableRandom random) throws Exception {
        get("/api/v1/route?" + point(random) + "&category=" + any(categories, random));
    }

    void suggest(SplittableRandom random) throws Exception {
        get("/api/v1/suggest?q=" + Draws.encoded(any(TYPED, random)));
    }

    void places(SplittableRandom random) throws Exception {
        get("/api/v1/places?" + point(random) + "&sort=distance&limit=20");
    }

    void desk(SplittableRandom random) throws Exception {
        get("/api/v1/requests?limit=50", "Cookie", dispatcher);
    }

    void file(SplittableRandom random) throws Exception {
        Map<String, ?> body = Map.of(
                "text", any(WORDS, random) + "，第" + random.nextInt(1000) + "号",
                "category", any(categories, random),
                "where", Map.of("kind", "pin", "lon", lon(random), "lat", lat(random)),
                "contact", Map.of("name", "李雷", "phone", Long.toString(numbers.incrementAndGet())));
        post("/api/v1/requests", body, "Idempotency-Key", UUID.randomUUID().toString());
    }

    void sync(SplittableRandom random) throws Exception {
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            items.add(Map.of(
                    "key",
                    UUID.randomUUID().toString(),
                    "kind",
                    "visit",
                    "found_at",
                    OffsetDateTime.now().minusMinutes(5).toString(),
                    "grid",
                    grid,
                    "visit_kind",
                    "check",
                    "finding",
                    "fine"));
        }
        Map<String, Object> body = Map.of("sent_at", OffsetDateTime.now().toString(), "items", items);
        String token = phones.get(turn.incrementAndGet() % phones.size());
        JsonNode results = json(post("/api/v1/field/sync", body, "Authorization", "Bearer " + token));
        for (JsonNode result : results.path("results")) {
            if (!result.path("status").asText().equals("stored")) {
                throw new Refused("sync " + result.path("code").asText());
            }
        }
    }

    /** Looks for a time, takes it, and says who comes. */
    void book(SplittableRandom random) throws Exception {
        if (halls.isEmpty()) {
            throw new Refused("no hall is open");
        }
        String hall = any(halls, random);
        JsonNode times = json(get("/api/v1/halls/" + hall + "/availability?matter=social_card"))
                .path("times");
        if (times.isEmpty()) {
            throw new Refused("no time is free");
        }
        Map<String, Object> visit = new HashMap<>();
        visit.put("hall", hall);
        visit.put("matters", List.of("social_card"));
        visit.put("lon", lon(random));
        visit.put("lat", lat(random));
        visit.put(
                "starts_at",
                times.get(random.nextInt(times.size())).path("starts_at").asText());
        JsonNode held = json(post(
                "/api/v1/bookings", visit, "Idempotency-Key", UUID.randomUUID().toString()));
        Map<String, ?> who = Map.of(
                "token", held.path("token").asText(),
                "name", "陈晓",
                "phone", Long.toString(numbers.incrementAndGet()));
        post("/api/v1/bookings/" + held.at("/booking/id").asText() + "/confirm", who);
    }
}
