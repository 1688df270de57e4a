package org.servicemap.requests;

import java.time.Clock;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.index.AreaSnapshot;

/**
 * Places resolved with the boundaries in force, as the transaction that writes them sees it: what a server keeps in memory may be
 * older than a switch that has just been committed. Thread-safe.
 */
final class AreasInForce {
    static final int TRIES = 3;

    private final PublishedAreas areas;
    private final CityRules rules;
    private final Clock clock;

    AreasInForce(PublishedAreas areas, CityRules rules, Clock clock) {
        this.areas = areas;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * The place, resolved again as long as another version came into force meanwhile.
     *
     * @throws RequestException {@code areas_changing} when that does not end; for an area that there is not
     */
    Located located(Handle handle, Where where) {
        for (int attempt = 1; ; attempt++) {
            Located located = Located.of(where, areas);
            if (isCurrent(handle, located.snapshot())) {
                return located;
            }
            if (attempt == TRIES) {
                throw changing();
            }
            areas.lookAgain();
        }
    }

    /** Whether a version is the one in force, as the database sees it now. */
    boolean isCurrent(Handle handle, AreaSnapshot snapshot) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), rules.current().zone());
        return handle.createQuery("""
                        SELECT EXISTS (SELECT FROM area_versions WHERE id = :id AND status <> 'draft'
                            AND effective_from <= :today AND (effective_to IS NULL OR effective_to > :today))
                        """)
                .bind("id", Long.parseLong(snapshot.id()))
                .bind("today", today)
                .mapTo(Boolean.class)
                .one();
    }

    static RequestException changing() {
        return new RequestException("areas_changing", null, "the boundaries are being switched: try again");
    }
}
