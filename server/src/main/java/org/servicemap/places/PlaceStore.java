package org.servicemap.places;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;

/** SQL of published places, categories and matters. */
final class PlaceStore {
    private final Database database;

    PlaceStore(Database database) {
        this.database = database;
    }

    List<PublishedPlace> all(Handle handle) {
        return handle.createQuery("SELECT facts::text AS facts, version, changed_at, changed_by FROM places")
                .setFetchSize(2000)
                .map((rs, context) -> read(rs))
                .list();
    }

    /** Those that are in charge of something. */
    List<PublishedPlace> inCharge(Handle handle) {
        return handle.createQuery("""
                        SELECT facts::text AS facts, version, changed_at, changed_by FROM places
                        WHERE jsonb_array_length(coalesce(facts -> 'charges', '[]')) > 0 ORDER BY code
                        """).map((rs, context) -> read(rs)).list();
    }

    List<PublishedPlace> list(Handle handle, Collection<String> codes) {
        return handle.createQuery("""
                        SELECT facts::text AS facts, version, changed_at, changed_by FROM places WHERE code = ANY (:codes)
                        """)
                .bindArray("codes", String.class, codes.toArray())
                .map((rs, context) -> read(rs))
                .list();
    }

    /** Nobody else changes it until the transaction ends. */
    Optional<PublishedPlace> lock(Handle handle, String code) {
        return handle.createQuery("""
                        SELECT facts::text AS facts, version, changed_at, changed_by FROM places WHERE code = :code FOR UPDATE
                        """)
                .bind("code", code)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    private static PublishedPlace read(ResultSet rs) throws SQLException {
        return new PublishedPlace(
                PlaceJson.read(rs.getString("facts"), Place.class),
                rs.getInt("version"),
                rs.getObject("changed_at", OffsetDateTime.class).toInstant(),
                rs.getString("changed_by"));
    }

    /** The number of the last version there ever was; 0 for none. */
    int lastVersion(Handle handle, String code) {
        return handle.createQuery("SELECT coalesce(max(version), 0) FROM place_versions WHERE code = :code")
                .bind("code", code)
                .mapTo(Integer.class)
                .one();
    }

    /** The numbers of the last versions of codes that ever had any. */
    Map<String, Integer> lastVersions(Handle handle, Collection<String> codes) {
        Map<String, Integer> last = new HashMap<>();
        handle.createQuery("""
                        SELECT code, max(version) AS version FROM place_versions WHERE code = ANY (:codes) GROUP BY code
                        """)
                .bindArray("codes", String.class, codes.toArray())
                .map((rs, context) -> Map.entry(rs.getString("code"), rs.getInt("version")))
                .forEach(entry -> last.put(entry.getKey(), entry.getValue()));
        return last;
    }

    /** Publishes a version. False when somebody else published one of this number meanwhile. */
    boolean publish(Handle handle, Place place, int version, String by) {
        if (!addVersion(handle, place.code(), place, version, by)) {
            return false;
        }
        handle.createUpdate("""
                        INSERT INTO places (code, version, name, category, unit, position, facts, changed_by)
                        VALUES (:code, :version, CAST(:name AS jsonb), :category, :unit, point(:lon, :lat),
                            CAST(:facts AS jsonb), :by)
                        ON CONFLICT (code) DO UPDATE SET (version, name, category, unit, position, facts, changed_at,
                            changed_by) = (excluded.version, excluded.name, excluded.category, excluded.unit,
                            excluded.position, excluded.facts, clock_timestamp(), excluded.changed_by)
                        """)
                .bind("code", place.code())
                .bind("version", version)
                .bind("name", PlaceJson.write(place.name()))
                .bind("category", place.category())
                .bind("unit", place.unit())
                .bind("lon", place.point().lon())
                .bind("lat", place.point().lat())
                .bind("facts", PlaceJson.write(place))
                .bind("by", by)
                .execute();
        return true;
    }

    /** As it was when it was published last. */
    Optional<Place> lastPublished(Handle handle, String code) {
        return handle.createQuery("""
                        SELECT facts::text FROM place_versions WHERE code = :code AND facts IS NOT NULL
                        ORDER BY version DESC LIMIT 1
                        """)
                .bind("code", code)
                .mapTo(String.class)
                .findOne()
                .map(facts -> PlaceJson.read(facts, Place.class));
    }

    /** Those of these codes that were published and are no more. */
    Set<String> withdrawn(Handle handle, Collection<String> codes) {
        return handle.createQuery("""
                        SELECT DISTINCT v.code FROM place_versions v WHERE v.code = ANY (:codes)
                          AND NOT EXISTS (SELECT FROM places p WHERE p.code = v.code)
                        """)
                .bindArray("codes", String.class, codes.toArray())
                .mapTo(String.class)
                .set();
    }

    /** Takes a place out of what is published; its versions stay. */
    boolean withdraw(Handle handle, String code, int version, String by) {
        boolean added = addVersion(handle, code, null, version, by);
        handle.createUpdate("DELETE FROM places WHERE code = :code")
                .bind("code", code)
                .execute();
        return added;
    }

    private static boolean addVersion(Handle handle, String code, @Nullable Place place, int version, String by) {
        return handle.createUpdate("""
                        INSERT INTO place_versions (code, version, facts, changed_by)
                        VALUES (:code, :version, CAST(:facts AS jsonb), :by) ON CONFLICT DO NOTHING
                        """)
                        .bind("code", code)
                        .bind("version", version)
                        .bind("facts", place == null ? null : PlaceJson.write(place))
                        .bind("by", by)
                        .execute()
                == 1;
    }

    /** Publishes many places of which none ever existed, in bulk. */
    void add(Handle handle, List<Place> places, String by) {
        database.copyIn(
                handle,
                "place_versions",
                List.of("code", "version", "facts", "changed_by"),
                places,
                (place, row) -> row.text(place.code())
                        .int4(1)
                        .jsonb(PlaceJson.write(place))
                        .text(by));
        database.copyIn(
                handle,
                "places",
                List.of("code", "version", "name", "category", "unit", "position", "facts", "changed_by"),
                places,
                (place, row) -> row.text(place.code())
                        .int4(1)
                        .jsonb(PlaceJson.write(place.name()))
                        .text(place.category())
                        .text(place.unit())
                        .point(place.point().lon(), place.point().lat())
                        .jsonb(PlaceJson.write(place))
                        .text(by));
    }

    /** The codes of those that an author published and nobody changed since. */
    List<String> publishedBy(Handle handle, String by) {
        return handle.createQuery("SELECT code FROM places WHERE changed_by = :by")
                .bind("by", by)
                .mapTo(String.class)
                .list();
    }

    void replaceCategories(Handle handle, List<PlaceCategory> categories) {
        handle.execute("DELETE FROM place_categories");
        int rank = 0;
        for (PlaceCategory category : categories) {
            handle.createUpdate("""
                            INSERT INTO place_categories (code, rank, parent, name, icon, duty)
                            VALUES (:code, :rank, :parent, CAST(:name AS jsonb), :icon, :duty)
                            """)
                    .bind("code", category.code())
                    .bind("rank", ++rank)
                    .bind("parent", category.parent())
                    .bind("name", PlaceJson.write(category.name()))
                    .bind("icon", category.icon())
                    .bind("duty", category.duty())
                    .execute();
        }
    }

    List<PlaceCategory> categories(Handle handle) {
        return handle.createQuery("SELECT code, parent, name::text, icon, duty FROM place_categories ORDER BY rank")
                .map((rs, context) -> new PlaceCategory(
                        rs.getString("code"),
                        rs.getString("parent"),
                        PlaceJson.read(rs.getString("name"), LocalText.class),
                        rs.getString("icon"),
                        rs.getString("duty")))
                .list();
    }

    void replaceMatters(Handle handle, List<Matter> matters) {
        handle.execute("DELETE FROM matters");
        int rank = 0;
        for (Matter matter : matters) {
            handle.createUpdate("INSERT INTO matters (code, rank, facts) VALUES (:code, :rank, CAST(:facts AS jsonb))")
                    .bind("code", matter.code())
                    .bind("rank", ++rank)
                    .bind("facts", PlaceJson.write(matter))
                    .execute();
        }
    }

    List<Matter> matters(Handle handle) {
        return handle.createQuery("SELECT facts::text FROM matters ORDER BY rank")
                .map((rs, context) -> PlaceJson.read(rs.getString(1), Matter.class))
                .list();
    }

    void setDemo(Handle handle, @Nullable String settings) {
        if (settings != null) {
            handle.createUpdate("""
                            INSERT INTO place_demo (settings) VALUES (:settings)
                            ON CONFLICT (id) DO UPDATE SET settings = excluded.settings
                            """).bind("settings", settings).execute();
        }
    }

    /** How to invent places, while that is still to be done; others wait until the transaction ends. */
    Optional<String> lockDemo(Handle handle) {
        return handle.createQuery("SELECT settings FROM place_demo WHERE NOT made FOR UPDATE")
                .mapTo(String.class)
                .findOne();
    }

    void demoMade(Handle handle) {
        handle.execute("UPDATE place_demo SET made = true");
    }

    Optional<String> demo(Handle handle) {
        return handle.createQuery("SELECT settings FROM place_demo")
                .mapTo(String.class)
                .findOne();
    }
}
