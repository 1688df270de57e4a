package org.servicemap.requests;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.routing.Replays;
import org.servicemap.routing.RoutingException;
import org.servicemap.routing.RoutingJson;
import org.servicemap.storage.Database;

/**
 * Replays the catalogue's decisions on requests from what was kept of them, the newest first: each must come out as it was shown,
 * whatever has changed since, also where the words were erased.
 */
public final class DecisionCheck {
    private static final int BATCH = 500;

    private final Database database;
    private final Replays replays;

    /** @param areas any area version by its identifier */
    public DecisionCheck(Database database, Function<String, AreaSnapshot> areas) {
        this.database = database;
        this.replays = new Replays(database, areas);
    }

    /**
     * What was found.
     *
     * @param replayed how many came out as they were
     * @param more whether there are older ones, which were not replayed
     * @param differs number of the first request whose decision did not come out as it was; null when all did
     * @param why what was wrong there
     */
    public record Report(
            int replayed,
            boolean more,
            @Nullable String differs,
            @Nullable String why) {}

    private record Stored(long id, String number, int seq, String record, String shown) {}

    /** Replays at most so many. */
    public Report run(int most) {
        int replayed = 0;
        long before = Long.MAX_VALUE;
        while (replayed < most) {
            List<Stored> batch = read(before, Math.min(BATCH, most - replayed));
            for (Stored stored : batch) {
                String wrong = wrong(stored);
                if (wrong != null) {
                    return new Report(replayed, true, stored.number(), wrong);
                }
                replayed++;
                before = stored.id();
            }
            if (batch.size() < BATCH) {
                break;
            }
        }
        return new Report(replayed, replayed == most && !read(before, 1).isEmpty(), null, null);
    }

    /** The first decision of each request: later ones are people's. */
    private List<Stored> read(long before, int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT d.request_id, r.number, d.seq, d.record::text AS record, d.shown::text AS shown
                        FROM request_decisions d JOIN requests r ON r.month = d.month AND r.id = d.request_id
                        WHERE d.request_id < :before AND d.month <= :month
                        ORDER BY d.month DESC, d.request_id DESC LIMIT :limit
                        """)
                        .bind("before", before)
                        .bind("month", before == Long.MAX_VALUE ? Integer.MAX_VALUE : Months.of(before))
                        .bind("limit", limit)
                        .map((rs, context) -> new Stored(
                                rs.getLong("request_id"),
                                rs.getString("number"),
                                rs.getInt("seq"),
                                rs.getString("record"),
                                rs.getString("shown")))
                        .list());
    }

    private @Nullable String wrong(Stored stored) {
        try {
            return ShownDecision.isAsStored(replays.replay(RoutingJson.readRecord(stored.record())), stored.shown())
                    ? null
                    : "it comes out otherwise now";
        } catch (RoutingException e) {
            return e.code() + ": " + e.getMessage();
        }
    }
}
