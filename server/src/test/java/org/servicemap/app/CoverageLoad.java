package org.servicemap.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;
import org.servicemap.storage.Database;

/**
 * What the page {@code /wardens} asks of a whole city: {@code CoverageLoad DATA}, a copy of a data directory with a demo city. Gives each grid but
 * every tenth a warden and five visits of the last fortnight (once), starts the server on it, and times each call over HTTP, one after the
 * other. Ends with 1 when 95 % of a call's answers took longer than {@value #GOAL} ms.
 */
final class CoverageLoad {
    private static final int GOAL = 300;
    private static final int TURNS = Integer.getInteger("turns", 40);
    private static final int WARMING = 5;

    private CoverageLoad() {}

    public static void main(String[] args) throws Exception {
        Config config = Config.from(Map.of(
                "SERVICEMAP_DATA",
                args[0],
                "SERVICEMAP_RATE_LIMITS",
                "false",
                "SERVICEMAP_DEMO",
                "true",
                "SERVICEMAP_PORT",
                "0"));
        try (Core core = Core.open(config)) {
            fill(core.database());
        }
        try (ServiceMap server = ServiceMap.start(config, ImportListener.SILENT)) {
            ApiClient admin = new DemoCallers(new ApiClient(server.port())).loggedIn("admin");
            boolean good = true;
            for (Map.Entry<String, IntFunction<String>> call : calls(admin).entrySet()) {
                good &= time(admin, call.getKey(), call.getValue());
            }
            System.exit(good ? 0 : 1);
        }
    }

    private static void fill(Database database) {
        Object[] grids = database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT DISTINCT code FROM areas WHERE level = (SELECT max(level) FROM areas) ORDER BY code")
                        .mapTo(String.class)
                        .list())
                .toArray();
        System.out.println(grids.length + " grids");
        database.useTransaction(handle -> {
            boolean there = handle.createQuery("SELECT EXISTS (SELECT FROM accounts WHERE login = 'load-1')")
                    .mapTo(Boolean.class)
                    .one();
            if (there) {
                return;
            }
            handle.createUpdate("""
                            INSERT INTO accounts (id, kind, login, name, roles, unit)
                            SELECT i, 'staff', 'load-' || i, '网格员 ' || i, '{warden}', NULL
                            FROM generate_series(1, cardinality(:grids)) AS i
                            """).bindArray("grids", String.class, grids).execute();
            handle.createUpdate("""
                            INSERT INTO warden_assignments (id, account, duty, grid, first_day)
                            SELECT i, i, 'warden', g, '2026-01-01' FROM unnest(:grids) WITH ORDINALITY AS u (g, i) WHERE i % 10 > 0
                            """).bindArray("grids", String.class, grids).execute();
            handle.createUpdate("""
                            INSERT INTO field_visits (id, account, key, grid, kind, finding, found_at, arrived_at, outside, placed)
                            SELECT i * 5 + n, i, gen_random_uuid(), g, (ARRAY['inquiry', 'visit', 'check'])[1 + n % 3], 'fine', at, at, false, true
                            FROM unnest(:grids) WITH ORDINALITY AS u (g, i), generate_series(0, 4) AS n,
                                LATERAL (SELECT now() - random() * interval '14 days' + 0 * (i + n) * interval '1 second' AS at) AS t
                            WHERE i % 7 > 0
                            """).bindArray("grids", String.class, grids).execute();
        });
        database.jdbi().useHandle(handle -> handle.execute("VACUUM ANALYZE"));
    }

    /** Calls by name; whole cities on another day each turn, so that what is kept for seconds does not answer. */
    private static Map<String, IntFunction<String>> calls(ApiClient admin) {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        String district = encoded(first(admin, ""));
        String street = encoded(first(admin, "?area=" + district));
        Map<String, IntFunction<String>> calls = new LinkedHashMap<>();
        calls.put("areas, whole city, as kept", turn -> "/areas");
        calls.put("areas, whole city, anew", turn -> "/areas?on=" + today.minusDays(turn));
        calls.put("areas, district", turn -> "/areas?area=" + district);
        calls.put("areas, sub-district", turn -> "/areas?area=" + street);
        calls.put("coverage, whole city, 1,000 rows", turn -> "/coverage?limit=1000");
        calls.put("coverage, whole city, not visited", turn -> "/coverage?missed=true&limit=1000");
        calls.put("coverage, whole city, 30 days", turn -> "/coverage?limit=1000&from=" + today.minusDays(30));
        calls.put("coverage, district", turn -> "/coverage?limit=1000&area=" + district);
        calls.put("coverage, sub-district", turn -> "/coverage?limit=1000&area=" + street);
        calls.put("visits, whole city", turn -> "/visits?limit=50");
        calls.put("visits, district", turn -> "/visits?limit=50&area=" + district);
        calls.put("vacancies, whole city", turn -> "/vacancies?limit=200");
        calls.put("vacancies, stewards", turn -> "/vacancies?limit=200&duty=steward");
        calls.put("lost assignments", turn -> "/vacancies/lost");
        calls.put("people, first 500", turn -> "/people?limit=500");
        calls.put("people, by name", turn -> "/people?limit=500&q=" + encoded("网格员 999"));
        calls.put("people, sub-district", turn -> "/people?limit=500&area=" + street);
        return calls;
    }

    private static String first(ApiClient admin, String query) {
        JsonNode area = admin.get("/api/v1/wardens/areas" + query).json().at("/items/3");
        return area.path("level").asText() + ":" + area.path("code").asText();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static boolean time(ApiClient admin, String name, IntFunction<String> path) {
        double[] millis = new double[TURNS];
        double first = 0;
        for (int turn = -WARMING; turn < TURNS; turn++) {
            long begun = System.nanoTime();
            ApiClient.Answer answer = admin.get("/api/v1/wardens" + path.apply(turn + WARMING));
            double took = (System.nanoTime() - begun) / 1e6;
            if (answer.status() != 200) {
                throw new IllegalStateException(name + ": " + answer.text());
            }
            first = turn == -WARMING ? took : first;
            if (turn >= 0) {
                millis[turn] = took;
            }
        }
        Arrays.sort(millis);
        double most = millis[Math.min(TURNS - 1, TURNS * 95 / 100)];
        System.out.printf(
                Locale.ROOT,
                "%-40s median %6.1f ms, 95 %% %6.1f ms, first %6.1f ms%n",
                name,
                millis[TURNS / 2],
                most,
                first);
        return most <= GOAL;
    }
}
