package org.servicemap.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.servicemap.citypack.ImportListener;
import org.servicemap.requests.CityRequests;
import org.servicemap.requests.DemoHistory;
import org.servicemap.requests.demo.DemoRhythm;
import org.servicemap.requests.language.DemoTexts;
import org.servicemap.storage.Database;
import org.servicemap.storage.DatabaseSettings;

/** The city that loads are measured in, with the program's own variables ({@code SERVICEMAP_DB_URL}, {@code SERVICEMAP_DATA} …). */
final class LoadCity {
    private LoadCity() {}

    /** What load programs change of the environment: any port, nobody is refused for calling often, no history by itself. */
    static Config config(Map<String, String> environment) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put("SERVICEMAP_PORT", "0");
        changed.put("SERVICEMAP_HOST", "127.0.0.1");
        changed.put("SERVICEMAP_RATE_LIMITS", "false");
        changed.put("SERVICEMAP_DEMO_HISTORY", "0");
        return Config.from(changed);
    }

    /** A few connections of its own beside the program's. */
    static Database database(Config config) {
        return Database.open(
                new DatabaseSettings(config.dbUrl(), config.dbUser(), config.dbPassword(), config.data(), 3));
    }

    /**
     * Makes the city and its requests, unless they are there.
     *
     * @param made requests by the generator, with all their history
     * @param copies of each of them, see {@link Copies}
     */
    static void fill(Config config, long made, int copies) throws IOException {
        try (Core core = Core.open(config)) {
            FirstStart.run(core, ImportListener.SILENT);
            core.loadAreas();
            DemoHistory history = history(core);
            history.plan(made);
            history.load(() -> false);
            if (copies > 0 && count(core.database()) <= made) {
                Copies.make(core.database(), copies);
            } else {
                Copies.tidy(core.database());
            }
        }
    }

    static long count(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM requests")
                        .mapTo(Long.class)
                        .one());
    }

    static DemoHistory history(Core core) throws IOException {
        CityRequests requests = Works.requests(core, new Messages(core));
        return requests.demoHistory(
                core.gazetteer(), DemoTexts.parse(file("texts.yml")), DemoRhythm.parse(file("history.yml")));
    }

    private static String file(String name) throws IOException {
        try (InputStream file = BuiltInPack.open(BuiltInPack.DEMO, name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
