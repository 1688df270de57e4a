package org.servicemap.routing;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.function.Function;
import org.servicemap.areas.AreaException;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.storage.Database;

/**
 * Replays decisions after the catalogue, the units, the calendar, the city's terms or the areas have changed: the catalogue
 * is compiled again from what was kept when it was published, against the area version that it decided by. The decision
 * comes out as it was, equal in every byte of {@link RoutingJson}, also after the request's text was erased, as long as the
 * program puts reasons into the same words. Keeps the last few catalogues compiled. Thread-safe.
 */
public final class Replays {
    private static final int KEPT = 4;

    private final Database database;
    private final Function<String, AreaSnapshot> areas;
    private final CatalogueStore store = new CatalogueStore();
    private final LoadingCache<String, Catalogue> catalogues =
            Caffeine.newBuilder().maximumSize(KEPT).build(this::load);

    /**
     * @param areas any area version by its identifier
     */
    public Replays(Database database, Function<String, AreaSnapshot> areas) {
        this.database = database;
        this.areas = areas;
    }

    /**
     * The decision that the record led to. {@link RoutingException}: {@code missing_context} when nothing was kept of its
     * catalogue, {@code missing_area_version} when its areas are gone, {@code bad_context} when what was kept is not what
     * was decided by, {@code other_area_version} or {@code bad_record} when the record does not fit its catalogue.
     */
    public Decision replay(DecisionRecord record) {
        return catalogues.get(record.catalogue()).replay(record);
    }

    private Catalogue load(String fingerprint) {
        String content = database.inSnapshot(handle -> store.findContext(handle, fingerprint))
                .orElseThrow(() -> new RoutingException(
                        RoutingException.MISSING_CONTEXT,
                        "catalogue",
                        "nothing is kept of the catalogue " + fingerprint + " that decided"));
        if (!Fingerprint.sha256(RoutingJson.canonicalAgain(content)).equals(fingerprint)) {
            throw new RoutingException(
                    RoutingException.BAD_CONTEXT,
                    "catalogue",
                    "what is kept of the catalogue " + fingerprint + " has been changed");
        }
        StoredContext stored = RoutingJson.readContext(content);
        return stored.compile(fingerprint, Territory.of(version(stored.areas()), stored.routingRank()));
    }

    private AreaSnapshot version(String id) {
        try {
            return areas.apply(id);
        } catch (AreaException e) {
            throw new RoutingException(
                    RoutingException.MISSING_AREA_VERSION, "area_version", "the area version " + id + " is gone");
        }
    }
}
