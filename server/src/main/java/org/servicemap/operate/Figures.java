package org.servicemap.operate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.Database;

/** The {@link Figure}s as they were when they were last read. Thread-safe. */
public final class Figures {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long TIMEOUT_MILLIS = 5_000;

    private final Database database;
    private volatile Map<String, Double> values = Map.of();
    private volatile @Nullable Instant readAt;

    public Figures(Database database) {
        this.database = database;
    }

    /** Reads all anew, each within a few seconds. */
    public void read(Instant now) {
        Instant from = now.minus(HOUR);
        var day = from.atZone(ZoneOffset.UTC);
        int month = day.getYear() * 100 + day.getMonthValue();
        long id = database.idAt(from);
        values = readAll(month, id);
        readAt = now;
    }

    /** None at all when one cannot be read: old figures that look well would hide what is wrong. */
    private Map<String, Double> readAll(int month, long id) {
        try {
            return Map.copyOf(database.inSnapshot(handle -> {
                handle.execute("SET LOCAL statement_timeout = " + TIMEOUT_MILLIS);
                Map<String, Double> all = new LinkedHashMap<>();
                Figure.ALL.forEach(figure -> one(handle, figure, month, id, all));
                return all;
            }));
        } catch (RuntimeException e) {
            values = Map.of();
            throw e;
        }
    }

    private static void one(Handle handle, Figure figure, int month, long id, Map<String, Double> all) {
        var query = handle.createQuery(figure.sql());
        if (figure.sql().contains(":month")) {
            query.bind("month", month).bind("id", id);
        }
        Double value = query.map((rs, context) -> {
                    double number = rs.getDouble(1);
                    return rs.wasNull() ? Double.NaN : number;
                })
                .one();
        all.put(figure.name(), value);
    }

    /** Not a number while there is none. */
    public double value(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /** Null before the first time. */
    public @Nullable Instant readAt() {
        return readAt;
    }
}
