package org.servicemap.areas;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.coverage.Level;
import org.servicemap.geo.LonLat;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;

/** The city's settings in the database: one row, written by an import, read by everything else. Thread-safe. */
public final class CityStore {
    private static final ObjectReader READER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build()
            .readerFor(Row.class);

    private final Database database;

    public CityStore(Database database) {
        this.database = database;
    }

    private record Row(
            String id,
            Map<String, String> name,
            String defaultLanguage,
            List<String> languages,
            String zone,
            List<LevelRow> levels,
            int authoritativeRank,
            int routingRank,
            double lon,
            double lat,
            double zoom,
            Map<String, String> attribution,
            boolean synthetic,
            Map<String, String> notice,
            double snapMetres,
            double ambiguousBelow,
            Map<String, Object> process) {}

    private record LevelRow(int rank, String id, Map<String, String> name) {}

    /** Writes in the caller's transaction: an import is all or nothing. */
    public void save(Handle handle, City city) {
        handle.createUpdate("""
                        INSERT INTO city (pack_id, time_zone, settings) VALUES (:pack, :zone, CAST(:settings AS jsonb))
                        ON CONFLICT (id) DO UPDATE SET pack_id = excluded.pack_id, time_zone = excluded.time_zone,
                            settings = excluded.settings, changed_at = clock_timestamp()
                        """)
                .bind("pack", city.id())
                .bind("zone", city.zone().getId())
                .bind("settings", AreaJson.write(row(city)))
                .execute();
        ChangeLog.append(handle, "city", city.id(), "{}");
    }

    /** Empty before the first import. */
    public Optional<City> find() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT settings::text FROM city")
                        .mapTo(String.class)
                        .findOne()
                        .map(json -> city(AreaJson.read(READER, json))));
    }

    private static Row row(City city) {
        return new Row(
                city.id(),
                city.name().byTag(),
                city.defaultLanguage(),
                city.languages(),
                city.zone().getId(),
                city.levels().stream()
                        .map(level -> new LevelRow(
                                level.rank(), level.id(), level.name().byTag()))
                        .toList(),
                city.authoritativeRank(),
                city.routingRank(),
                city.center().lon(),
                city.center().lat(),
                city.zoom(),
                city.attribution().byTag(),
                city.synthetic(),
                city.notice().byTag(),
                city.snapMetres(),
                city.ambiguousBelow(),
                city.process());
    }

    private static City city(Row row) {
        return new City(
                row.id(),
                new LocalText(row.name()),
                row.defaultLanguage(),
                row.languages(),
                ZoneId.of(row.zone()),
                row.levels().stream()
                        .map(level -> new Level(level.rank(), level.id(), new LocalText(level.name())))
                        .toList(),
                row.authoritativeRank(),
                row.routingRank(),
                new LonLat(row.lon(), row.lat()),
                row.zoom(),
                new LocalText(row.attribution()),
                row.synthetic(),
                new LocalText(row.notice()),
                row.snapMetres(),
                row.ambiguousBelow(),
                row.process());
    }
}
