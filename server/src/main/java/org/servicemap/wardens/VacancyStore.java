package org.servicemap.wardens;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of what is known beside vacant grids. */
final class VacancyStore {
    /** When a vacant grid was last looked after, and from when it will be again. */
    record Around(@Nullable LocalDate since, @Nullable LocalDate until) {
        static final Around NOTHING = new Around(null, null);
    }

    /** By grid: the last day of whoever left last before a day, and the first day of who comes next after it. */
    Map<String, Around> around(Handle handle, Collection<String> grids, String duty, LocalDate day) {
        Map<String, Around> around = new HashMap<>();
        handle.createQuery("""
                        SELECT w.grid, max(w.last_day) FILTER (WHERE w.last_day < :day) AS since,
                            min(w.first_day) FILTER (WHERE w.first_day > :day) AS until
                        FROM warden_assignments w WHERE w.grid = ANY(:grids) AND w.duty = :duty GROUP BY w.grid
                        """)
                .bindArray("grids", String.class, grids.toArray())
                .bind("duty", duty)
                .bind("day", day)
                .map((rs, context) -> around.put(
                        rs.getString("grid"),
                        new Around(rs.getObject("since", LocalDate.class), rs.getObject("until", LocalDate.class))))
                .list();
        return around;
    }
}
