package org.servicemap.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.citypack.ImportListener;

/**
 * How long the desks' lists, their counts, the search for duplicates and Open311 take over HTTP in a database that {@link
 * DemoFill} (and {@code multiply.sql}) filled: {@code ListLoad [CALLS] [ONLY]}. Prints median, 95 % and worst of each, in
 * milliseconds, seen by the caller; rows that miss 50 ms (searches: 10 ms) are marked.
 */
final class ListLoad {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGES = 4;
    private static final int WARM = 3;
    private static final double MILLION = 1e6;
    private static final String ONE_OF_DISTRICTS = "district:1101%02d";

    private final String base;
    private final int calls;
    private final String only;
    private final SplittableRandom random = new SplittableRandom(11);
    private final Map<String, HttpClient> callers = new LinkedHashMap<>();
    private List<String> categories = List.of();
    private List<String> units = List.of();
    private List<double[]> places = List.of();

    private ListLoad(String base, int calls, String only) {
        this.base = base;
        this.calls = calls;
        this.only = only;
    }

    public static void main(String[] args) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> {
            fault.printStackTrace();
            System.exit(1);
        });
        Map<String, String> environment = new java.util.HashMap<>(System.getenv());
        environment.put("SERVICEMAP_PORT", "0");
        environment.put("SERVICEMAP_HOST", "127.0.0.1");
        environment.put("SERVICEMAP_RATE_LIMITS", "false");
        environment.put("SERVICEMAP_DEMO_HISTORY", "0");
        try (ServiceMap server = ServiceMap.start(Config.from(environment), ImportListener.SILENT)) {
            new ListLoad(
                            "http://127.0.0.1:" + server.port(),
                            args.length > 0 ? Integer.parseInt(args[0]) : 40,
                            args.length > 1 ? args[1] : "")
                    .run();
        }
    }

    private void run() throws IOException, InterruptedException {
        for (String login : List.of("dispatcher", "operator", "lead", "handler-enterprise")) {
            callers.put(login, login(login));
        }
        callers.put("public", HttpClient.newHttpClient());
        look();
        System.out.printf("%-24s %-58s %8s %8s %8s%n", "caller", "list", "median", "95 %", "worst");
        desk("dispatcher");
        desk("lead");
        desk("handler-enterprise");
        searches();
        for (int page : new int[] {1, 2, 21, 101}) {
            measure("public", "/open311/v2/requests.json?page=" + page, 50);
            measure("public", "/open311/v2/requests.json?status=open&page=" + page, 50);
        }
        measure("public", "/open311/v2/requests.json?service_code={category}&page=3", 50);
    }

    private HttpClient login(String name) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        String body = JSON.writeValueAsString(Map.of("login", name, "password", DemoAccounts.PASSWORD));
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(base + "/api/v1/session"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(name + ": " + answer.statusCode() + " " + answer.body());
        }
        return client;
    }

    /** What is there to ask for: from the newest requests. */
    private void look() throws IOException, InterruptedException {
        JsonNode page = JSON.readTree(get("dispatcher", "/api/v1/requests?limit=500"));
        List<String> foundCategories = new ArrayList<>();
        List<String> foundUnits = new ArrayList<>();
        List<double[]> foundPlaces = new ArrayList<>();
        for (JsonNode item : page.path("items")) {
            add(foundCategories, item.path("category").path("code"));
            add(foundUnits, item.path("unit").path("code"));
            if (item.path("lon").isNumber()) {
                foundPlaces.add(new double[] {
                    item.path("lon").asDouble(), item.path("lat").asDouble()
                });
            }
        }
        categories = foundCategories;
        units = foundUnits;
        places = foundPlaces;
    }

    private static void add(List<String> list, JsonNode text) {
        if (text.isTextual()) {
            list.add(text.asText());
        }
    }

    private void desk(String caller) throws IOException, InterruptedException {
        for (String view : List.of("queue", "disputed", "work", "callbacks", "all")) {
            for (String filter : List.of(
                    "",
                    "&category={category}",
                    "&unit={unit}",
                    "&area={district}",
                    "&urgency=emergency",
                    "&channel=warden",
                    "&overdue=true",
                    "&supervised=true",
                    "&bbox={box}",
                    "&from=2026-08-01T00:00:00Z&until=2026-08-03T00:00:00Z",
                    "&category={category}&area={district}",
                    "&state=suspended&unit={unit}",
                    "&mine=true")) {
                measure(caller, "/api/v1/requests?view=" + view + filter, 50);
                measure(caller, "/api/v1/requests/count?view=" + view + filter, 50);
            }
        }
        measure(caller, "/api/v1/requests?asked={unit}", 50);
    }

    private void searches() throws IOException, InterruptedException {
        measure("operator", "POST /api/v1/requests/similar with category", 10);
        measure("operator", "POST /api/v1/requests/similar without", 10);
        measure("public", "/api/v1/requests/near?{place}&radius=300", 10);
        measure("public", "/api/v1/requests/near?{place}&radius=1000&category={category}", 10);
    }

    private void measure(String caller, String path, double target) throws IOException, InterruptedException {
        if (!(caller + " " + path).contains(only)) {
            return;
        }
        double[] millis = new double[calls];
        int done = -WARM;
        while (done < calls) {
            String at = filled(path);
            for (int page = 0; page < PAGES && at != null && done < calls; page++) {
                long start = System.nanoTime();
                String body = path.startsWith("POST") ? similar(caller, path) : get(caller, at);
                double took = (System.nanoTime() - start) / MILLION;
                if (done >= 0) {
                    millis[done] = took;
                }
                done++;
                at = next(at, body);
            }
        }
        Arrays.sort(millis);
        double high = millis[(int) (calls * 0.95)];
        System.out.printf(
                Locale.ROOT,
                "%-24s %-58s %8.1f %8.1f %8.1f %s%n",
                caller,
                path.replace("/api/v1", ""),
                millis[calls / 2],
                high,
                millis[calls - 1],
                high > target ? "MISSED" : "");
    }

    private static String next(String at, String body) throws IOException {
        JsonNode next = at.startsWith("POST") ? null : JSON.readTree(body).path("next");
        return next == null || !next.isTextual()
                ? null
                : at.replaceAll("&cursor=.*", "") + "&cursor="
                        + URLEncoder.encode(next.asText(), StandardCharsets.UTF_8);
    }

    private String filled(String path) {
        double[] place = places.get(random.nextInt(places.size()));
        return path.replace("{category}", categories.get(random.nextInt(categories.size())))
                .replace("{unit}", units.get(random.nextInt(units.size())))
                .replace("{district}", ONE_OF_DISTRICTS.formatted(5 + random.nextInt(4)))
                .replace("{place}", "lon=" + place[0] + "&lat=" + place[1])
                .replace(
                        "{box}",
                        (place[0] - 0.02) + "," + (place[1] - 0.02) + "," + (place[0] + 0.02) + ","
                                + (place[1] + 0.02));
    }

    private String get(String caller, String path) throws IOException, InterruptedException {
        return send(
                caller, HttpRequest.newBuilder(URI.create(base + path)).GET().build());
    }

    private String similar(String caller, String path) throws IOException, InterruptedException {
        double[] place = places.get(random.nextInt(places.size()));
        Map<String, Object> body =
                new LinkedHashMap<>(Map.of("lon", place[0], "lat", place[1], "text", "小区门口垃圾没人清运，味道很大"));
        if (path.endsWith("with category")) {
            body.put("category", categories.get(random.nextInt(categories.size())));
        }
        HttpClient client = callers.get(caller);
        String token = ((CookieManager) client.cookieHandler().orElseThrow())
                .getCookieStore()
                .getCookies()
                .get(0)
                .getValue();
        return send(
                caller,
                HttpRequest.newBuilder(URI.create(base + "/api/v1/requests/similar"))
                        .header("Content-Type", "application/json")
                        .header("X-CSRF-Token", org.servicemap.http.LoadTokens.csrf(token))
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build());
    }

    private String send(String caller, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = callers.get(caller).send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
