package org.servicemap.insights.facts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.ChangeLog.Position;

/** Fills a file of facts with invented requests of one year, two events each, straight into DuckDB. */
public final class FactsFill {
    public static final LocalDate FIRST = LocalDate.of(2025, 11, 1);
    public static final int DAYS = 365;
    public static final int DISTRICTS = 16;
    /** Days of a transaction. */
    private static final int TOGETHER = 30;

    private static final int SUBDISTRICTS = 343;
    private static final int COMMUNITIES = 7_000;
    private static final int GRIDS = 102_000;
    private static final int CATEGORIES = 200;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String[] CHANNELS = {"phone", "web", "app", "miniprogram"};
    private static final String[] ANSWERS = {"satisfied", "basically_satisfied", "dissatisfied"};

    private final Random random = new Random(7);
    private final Cells cells = Cells.load();

    private FactsFill() {}

    /** Makes {@code facts.duckdb} in a folder; answers the milliseconds that it took. */
    public static long fill(Path folder, int requests) throws IOException {
        Files.createDirectories(folder);
        FactsFill fill = new FactsFill();
        long start = System.nanoTime();
        try (FactFile file = FactFile.open(folder.resolve("facts.duckdb"))) {
            int perDay = Math.max(1, requests / DAYS);
            for (int first = 0; first < DAYS; first += TOGETHER) {
                int from = first;
                file.add(writer -> fill.days(writer, from, Math.min(DAYS, from + TOGETHER), perDay));
            }
            file.finish(new Position(1, 1));
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    private void days(FactWriter writer, int from, int until, int perDay) {
        for (int day = from; day < until; day++) {
            for (int i = 0; i < perDay; i++) {
                request(writer, (long) day * perDay + i, FIRST.plusDays(day));
            }
        }
    }

    public static String category(int number) {
        return "C" + number;
    }

    /** More of the first than of the last. */
    private int skewed(int bound) {
        double part = random.nextDouble();
        return (int) (bound * part * part);
    }

    private void request(FactWriter writer, long id, LocalDate day) {
        LocalDateTime at = day.atStartOfDay().minusHours(8).plusSeconds(random.nextInt(86_400));
        int month = at.getYear() * 100 + at.getMonthValue();
        @Nullable Object[] row = new @Nullable Object[FactColumn.copied().size()];
        set(row, FactColumn.ID, id);
        set(row, FactColumn.MONTH, month);
        set(row, FactColumn.VERSION, 6);
        set(row, FactColumn.RECEIVED_AT, at);
        set(row, FactColumn.CHANNEL, CHANNELS[skewed(CHANNELS.length)]);
        set(row, FactColumn.CATEGORY, category(skewed(CATEGORIES)));
        set(row, FactColumn.SENSITIVE, random.nextInt(50) == 0);
        set(row, FactColumn.PETITIONER, (long) random.nextInt(8_000_000));
        place(row);
        ending(row, at);
        writer.request(FactRow.of(row, ZONE, cells));
        writer.event(EventFact.of(id, month, 1, at.toInstant(java.time.ZoneOffset.UTC), ZONE, "file", null));
        String what = random.nextInt(30) == 0 ? "dispute" : "handle";
        writer.event(EventFact.of(id, month, 2, at.plusDays(2).toInstant(java.time.ZoneOffset.UTC), ZONE, what, "S1"));
    }

    private void place(@Nullable Object[] row) {
        int grid = skewed(GRIDS);
        int subdistrict = grid % SUBDISTRICTS;
        set(row, FactColumn.LON, 115.7 + (grid % 320) * 0.005 + random.nextDouble() * 0.005);
        set(row, FactColumn.LAT, 39.5 + (grid / 320) * 0.004 + random.nextDouble() * 0.004);
        set(row, FactColumn.AREA_VERSION, "2026-01-01");
        set(row, FactColumn.AREA_1, "D" + subdistrict % DISTRICTS);
        set(row, FactColumn.AREA_2, "S" + subdistrict);
        set(row, FactColumn.AREA_3, "C" + grid % COMMUNITIES);
        set(row, FactColumn.AREA_4, "G" + grid);
        set(row, FactColumn.UNIT, "S" + subdistrict);
        set(row, FactColumn.CALLED_BACK_FOR, "S" + subdistrict);
    }

    private void ending(@Nullable Object[] row, LocalDateTime at) {
        set(row, FactColumn.STATE, "closed");
        set(row, FactColumn.DISPATCHED_AT, at.plusMinutes(1));
        set(row, FactColumn.ACCEPTED_AT, at.plusHours(2));
        set(row, FactColumn.HANDLED_AT, at.plusDays(3));
        set(row, FactColumn.ENDED_AT, at.plusDays(5));
        set(row, FactColumn.CALLED_BACK_AT, at.plusDays(5));
        set(row, FactColumn.CONTACTED, random.nextInt(20) > 0);
        set(row, FactColumn.SOLVED, random.nextInt(10) > 0);
        set(row, FactColumn.SATISFACTION, ANSWERS[skewed(ANSWERS.length)]);
        set(row, FactColumn.OVERDUE, random.nextInt(15) == 0);
        set(row, FactColumn.REWORK_COUNT, random.nextInt(12) == 0 ? 1 : 0);
    }

    private static void set(@Nullable Object[] row, FactColumn column, Object value) {
        row[column.ordinal()] = value;
    }
}
