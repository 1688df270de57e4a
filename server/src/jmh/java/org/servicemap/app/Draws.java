package org.servicemap.app;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.Database;

/**
 * What is asked for, drawn from the requests that are stored: a category, unit, area or place comes up as often as requests have it.
 */
final class Draws {
    private static final int SAMPLE = 5000;
    private static final double HALF_BOX = 0.02;
    private static final int SPAN_DAYS = 2;

    private final SplittableRandom random = new SplittableRandom(11);
    private final List<Drawn> drawn;
    private final List<String> levels;

    /** A stored request's answers to the filters; null where it has none. */
    record Drawn(
            String number,
            int month,
            long id,
            Instant receivedAt,
            String category,
            @Nullable String unit,
            String[] areas,
            double lon,
            double lat) {}

    private Draws(List<Drawn> drawn, List<String> levels) {
        this.drawn = drawn;
        this.levels = levels;
    }

    /** @param levels ids of the levels of areas, the coarsest first */
    static Draws of(Database database, long total, List<String> levels) throws IOException {
        double percent = Math.min(100, 100.0 * 2 * SAMPLE / total);
        List<Drawn> drawn = database.jdbi().withHandle(handle -> sample(handle, percent));
        if (drawn.isEmpty()) {
            throw new IOException("there is no request with place and category to draw from");
        }
        return new Draws(drawn, levels);
    }

    private static List<Drawn> sample(Handle handle, double percent) {
        return handle.createQuery("SELECT * FROM requests TABLESAMPLE SYSTEM (" + percent + ") REPEATABLE (11)"
                        + " WHERE lon IS NOT NULL AND category IS NOT NULL AND area_1 IS NOT NULL ORDER BY id LIMIT "
                        + 2 * SAMPLE)
                .map((row, context) -> read(row))
                .list();
    }

    private static Drawn read(ResultSet row) throws SQLException {
        String[] areas = new String[6];
        for (int rank = 1; rank <= areas.length; rank++) {
            areas[rank - 1] = row.getString("area_" + rank);
        }
        return new Drawn(
                row.getString("number"),
                row.getInt("month"),
                row.getLong("id"),
                row.getTimestamp("received_at").toInstant(),
                row.getString("category"),
                row.getString("unit"),
                areas,
                row.getDouble("lon"),
                row.getDouble("lat"));
    }

    Drawn any() {
        return drawn.get(random.nextInt(drawn.size()));
    }

    private Drawn withUnit() {
        Drawn one = any();
        while (one.unit() == null) {
            one = any();
        }
        return one;
    }

    /** A path with its blanks filled in: all of one request, so that combined filters find something. */
    String fill(String path) {
        Drawn one = path.contains("{unit}") ? withUnit() : any();
        String filled = path.replace("{number}", one.number())
                .replace("{category}", one.category())
                .replace("{unit}", String.valueOf(one.unit()))
                .replace("{place}", "lon=" + one.lon() + "&lat=" + one.lat())
                .replace("{circle}", "long=" + one.lon() + "&lat=" + one.lat())
                .replace("{box}", box(one))
                .replace("{span}", span(one));
        for (int i = 0; i < levels.size(); i++) {
            String area = one.areas()[i];
            filled = filled.replace("{area" + (i + 1) + "}", levels.get(i) + ":" + (area == null ? "none" : area));
        }
        return filled;
    }

    private static String box(Drawn one) {
        return (one.lon() - HALF_BOX) + "," + (one.lat() - HALF_BOX) + "," + (one.lon() + HALF_BOX) + ","
                + (one.lat() + HALF_BOX);
    }

    private static String span(Drawn one) {
        Instant from = one.receivedAt().truncatedTo(ChronoUnit.DAYS);
        return "from=" + from + "&until=" + from.plus(SPAN_DAYS, ChronoUnit.DAYS);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
