package org.servicemap.app;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.courtyard.Courtyard;
import org.servicemap.courtyard.FieldTasks;
import org.servicemap.courtyard.GridKeepers;
import org.servicemap.courtyard.ReleasedFigures;
import org.servicemap.http.Caller;
import org.servicemap.insights.Release;
import org.servicemap.insights.Releases;
import org.servicemap.requests.CityRequests;
import org.servicemap.wardens.WardenTasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The online courtyard, wired to what it shows of others. */
final class CourtyardWiring {
    private static final Logger LOG = LoggerFactory.getLogger(CourtyardWiring.class);
    private static final int MONTHS = 12;
    private static final Duration REMINDING = Duration.ofHours(1);

    private CourtyardWiring() {}

    static Courtyard courtyard(
            Core core,
            Messages messages,
            CityRequests requests,
            Releases releases,
            WardenTasks tasks,
            String publicUrl) {
        return new Courtyard(new Courtyard.Ground(
                core.database(),
                core::city,
                core.areas(),
                core.units(),
                core.places(),
                core.calendars(),
                core.attachments(),
                core.keyset().cipher(),
                messages.outbox(),
                requests.office(),
                requests.published(),
                new Tasks(tasks),
                CourtyardWiring::keepers,
                figures(releases),
                publicUrl,
                core.clock()));
    }

    /** Reminds communities of what they are to answer; nothing while there is no city. */
    static void start(Core core, Courtyard courtyard, Jobs jobs) {
        jobs.every(REMINDING, "reminding of proposals", () -> {
            if (core.cities().find().isPresent()) {
                courtyard.remind();
            }
        });
    }

    /** The courtyard of a demo city, after its accounts. */
    static void openDemo(Core core, Courtyard courtyard) {
        if (People.isDemo(core)) {
            int made = courtyard.openDemo();
            if (made > 0) {
                LOG.info("made {} demo proposals", made);
            }
        }
    }

    /** A name that is no more than the login, as of the demo's accounts, is nobody's. */
    private static List<GridKeepers.Keeper> keepers(Handle handle, Collection<String> grids, LocalDate day) {
        return handle.createQuery("""
                        SELECT a.name, a.login, w.duty, w.grid, w.substitute_for IS NOT NULL AS substitute
                        FROM warden_assignments w JOIN accounts a ON a.id = w.account
                        WHERE w.grid = ANY(:grids) AND w.first_day <= :day AND (w.last_day IS NULL OR w.last_day >= :day)
                            AND NOT a.locked AND 'warden' = ANY(a.roles)
                        ORDER BY w.duty DESC, a.id, w.grid
                        """)
                .bindArray("grids", String.class, grids.toArray())
                .bind("day", day)
                .map((rs, context) -> new GridKeepers.Keeper(
                        name(rs.getString("name"), rs.getString("login")),
                        rs.getString("duty"),
                        rs.getString("grid"),
                        rs.getBoolean("substitute")))
                .list();
    }

    private static @Nullable String name(String name, @Nullable String login) {
        boolean isLogin = login != null && name.toLowerCase(Locale.ROOT).startsWith(login);
        return isLogin ? null : name;
    }

    private static ReleasedFigures figures(Releases releases) {
        return (level, area) -> releases.list().stream()
                .sorted(Comparator.comparing(Release::month).reversed())
                .limit(MONTHS)
                .flatMap(release -> release.cells().stream()
                        .filter(cell ->
                                cell.level().equals(level) && cell.area().equals(area))
                        .map(cell -> new ReleasedFigures.Figure(
                                release.month(), cell.category(), cell.requests(), cell.solved())))
                .toList();
    }

    /** Tasks of the field. */
    private record Tasks(WardenTasks tasks) implements FieldTasks {
        @Override
        public long add(Handle handle, Caller by, Wanted wanted) {
            return tasks.add(
                    handle,
                    new WardenTasks.Wanted(
                            WardenTasks.Origin.COURTYARD,
                            Long.toString(wanted.proposal()),
                            wanted.title(),
                            wanted.words(),
                            wanted.grid(),
                            wanted.point(),
                            wanted.dueOn(),
                            by.account()));
        }

        @Override
        public Map<Long, Progress> progress(Handle handle, Collection<Long> ids) {
            Map<Long, Progress> found = new HashMap<>();
            if (!ids.isEmpty()) {
                handle.createQuery(
                                "SELECT id, state, outcome, CASE WHEN state <> 'open' THEN coalesce(arrived_at, updated_at) END AS ended_at FROM field_tasks WHERE id = ANY(:ids)")
                        .bindArray("ids", Long.class, ids.toArray())
                        .map((rs, context) -> found.put(rs.getLong("id"), read(rs)))
                        .list();
            }
            return found;
        }

        private static Progress read(ResultSet rs) throws SQLException {
            OffsetDateTime ended = rs.getObject("ended_at", OffsetDateTime.class);
            return new Progress(
                    rs.getString("state"), rs.getString("outcome"), ended == null ? null : ended.toInstant());
        }
    }
}
