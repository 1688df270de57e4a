package org.servicemap.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.servicemap.TestSize;
import org.servicemap.app.ListCatalogue.Listing;
import org.servicemap.citypack.ImportListener;
import org.servicemap.storage.Database;

/**
 * How long the desks' lists, their counts, the search for duplicates and Open311 take over HTTP with millions of requests: {@code
 * ListLoad [CALLS] [ONLY]}, with the program's own variables and {@code SERVICEMAP_TEST_SIZE} (bench: 1 million, soak: 5 million). Fills the database
 * first, unless it is filled. Prints median, 95 % and worst of each list in milliseconds, seen by the caller, beside two baselines of
 * the same run: one request by its key in SQL, and one request with all that its page shows over HTTP.
 */
final class ListLoad {
    private static final double MILLION = 1e6;
    private static final int PAGES = 4;
    private static final int WARM = 12;
    private static final String WORK = "('dispatched', 'disputed', 'accepted', 'in_progress', 'suspended')";

    private final String base;
    private final Database database;
    private final Draws draws;
    private final int calls;
    private final Map<String, LoadCaller> callers = new HashMap<>();

    private ListLoad(String base, Database database, Draws draws, int calls) {
        this.base = base;
        this.database = database;
        this.draws = draws;
        this.calls = calls;
    }

    public static void main(String[] args) throws Exception {
        Config config = LoadCity.config(System.getenv());
        long start = System.nanoTime();
        LoadCity.fill(config, TestSize.pick(400, 20_000, 100_000), TestSize.pick(2, 49, 49));
        System.out.printf("filled or found filled in %.0f s%n", (System.nanoTime() - start) / MILLION / 1000);
        int calls = args.length > 0 ? Integer.parseInt(args[0]) : TestSize.pick(5, 30, 200);
        run(config, calls, args.length > 1 ? args[1] : "");
        System.exit(0); // clients of HTTP keep threads for a while
    }

    /** Measures in a database that is filled; the lists whose caller and path an expression is found in. */
    static List<Timings> run(Config config, int calls, String only) throws IOException, InterruptedException {
        try (ServiceMap server = ServiceMap.start(config, ImportListener.SILENT);
                Database database = LoadCity.database(config)) {
            String base = "http://127.0.0.1:" + server.port();
            long total = LoadCity.count(database);
            ListLoad load = new ListLoad(base, database, Draws.of(database, total, levels(base)), calls);
            System.out.println(total + " requests, " + calls + " calls of each list");
            return load.measure(only);
        }
    }

    private static List<String> levels(String base) throws IOException, InterruptedException {
        List<String> levels = new ArrayList<>();
        LoadCaller.anybody(base)
                .json("/api/v1/city")
                .path("levels")
                .forEach(level -> levels.add(level.path("id").asText()));
        return levels;
    }

    private List<Timings> measure(String only) throws IOException, InterruptedException {
        List<String> units = unitLogins();
        System.out.println(Timings.heading());
        Pattern wanted = Pattern.compile(only);
        List<Timings> all = new ArrayList<>();
        print(all, byKey());
        for (Listing listing : ListCatalogue.all(units)) {
            if (wanted.matcher(listing.caller() + " " + listing.path()).find()) {
                print(all, measure(listing));
            }
        }
        long missed = all.stream().filter(Timings::isMissed).count();
        System.out.println(all.size() + " measured, " + missed + " missed");
        return all;
    }

    private static void print(List<Timings> all, Timings one) {
        System.out.println(one.line());
        all.add(one);
    }

    private LoadCaller caller(String name) throws IOException, InterruptedException {
        LoadCaller caller = callers.get(name);
        if (caller == null) {
            caller = name.equals("public") ? LoadCaller.anybody(base) : LoadCaller.loggedIn(base, name);
            callers.put(name, caller);
        }
        return caller;
    }

    /** One request by its primary key, one connection, all of its columns. */
    private Timings byKey() {
        double[] millis = new double[calls];
        database.jdbi().useHandle(handle -> {
            for (int i = -Math.min(WARM, calls); i < calls; i++) {
                Draws.Drawn one = draws.any();
                long start = System.nanoTime();
                handle.createQuery("SELECT * FROM requests WHERE month = :month AND id = :id")
                        .bind("month", one.month())
                        .bind("id", one.id())
                        .mapToMap()
                        .one();
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - start) / MILLION;
                }
            }
        });
        return Timings.of("baseline", "SELECT * FROM requests WHERE month = … AND id = …", millis, 0);
    }

    private Timings measure(Listing listing) throws IOException, InterruptedException {
        LoadCaller caller = caller(listing.caller());
        double[] millis = new double[calls];
        int done = -Math.min(WARM, calls);
        while (done < calls) {
            String at = draws.fill(listing.path());
            for (int page = 0; page < PAGES && at != null && done < calls; page++) {
                long start = System.nanoTime();
                String body = at.startsWith("POST") ? similar(caller, at) : caller.get(at);
                double took = (System.nanoTime() - start) / MILLION;
                if (done >= 0) {
                    millis[done] = took;
                }
                done++;
                at = next(at, body);
            }
        }
        return Timings.of(listing.caller(), listing.path().replace("/api/v1", ""), millis, listing.target());
    }

    /** The page after this one, or null. */
    private static @Nullable String next(String at, String body) throws IOException {
        if (!at.startsWith("/api/v1/requests?")) {
            return null;
        }
        var next = LoadCaller.JSON.readTree(body).path("next");
        return next.isTextual() ? at.replaceAll("&cursor=.*", "") + "&cursor=" + Draws.encoded(next.asText()) : null;
    }

    private String similar(LoadCaller caller, String what) throws IOException, InterruptedException {
        Draws.Drawn one = draws.any();
        Map<String, Object> body = new HashMap<>(Map.of("lon", one.lon(), "lat", one.lat(), "text", "小区门口垃圾没人清运，味道很大"));
        if (what.endsWith("its category")) {
            body.put("category", one.category());
        }
        return caller.post("/api/v1/requests/similar", body);
    }

    /** Leads of the unit with most work, of one in the middle, and of the one with most units below it. */
    private List<String> unitLogins() {
        String working = "SELECT unit FROM requests WHERE unit IS NOT NULL AND state IN " + WORK
                + " GROUP BY unit ORDER BY count(*) DESC, unit ";
        String below = """
                WITH RECURSIVE above AS (
                    SELECT code AS unit, parent AS top FROM units WHERE parent IS NOT NULL
                    UNION ALL SELECT a.unit, u.parent FROM above a JOIN units u ON u.code = a.top WHERE u.parent IS NOT NULL)
                SELECT top FROM above GROUP BY top ORDER BY count(*) DESC, top LIMIT 1
                """;
        List<String> logins = new ArrayList<>();
        lead(logins, "lead-most-work", working + "LIMIT 1");
        lead(logins, "lead-usual", working + "OFFSET (SELECT count(*) / 2 FROM (" + working + ") AS n) LIMIT 1");
        lead(logins, "lead-most-units", below);
        return logins;
    }

    /** An account like the demo's lead for the unit that a query finds. */
    private void lead(List<String> logins, String login, String unit) {
        int made = database.jdbi()
                .withHandle(handle -> handle.createUpdate("""
                        INSERT INTO accounts (id, kind, login, name, roles, unit, password, demo)
                        SELECT (SELECT max(id) + 1 FROM accounts), kind, :login, :login, roles, w.unit, password, demo
                        FROM accounts, (%s) AS w(unit) WHERE login = 'lead'
                        ON CONFLICT (login) DO UPDATE SET unit = excluded.unit
                        """.formatted(unit))
                        .bind("login", login)
                        .execute());
        if (made > 0) {
            logins.add(login);
        }
    }
}
