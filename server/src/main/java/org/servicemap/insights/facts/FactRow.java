package org.servicemap.insights.facts;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A request as the facts keep it: a value for each {@link FactColumn}. */
public final class FactRow {
    private final @Nullable Object[] values;

    FactRow(@Nullable Object[] values) {
        this.values = values;
    }

    /**
     * Derives days, hour and hexagon.
     *
     * @param copied values of {@link FactColumn#copied()}, in that order
     */
    static FactRow of(@Nullable Object[] copied, ZoneId zone, Cells cells) {
        FactRow row = new FactRow(Arrays.copyOf(copied, FactColumn.values().length));
        LocalDateTime received = local(row.get(FactColumn.RECEIVED_AT), zone);
        row.set(FactColumn.RECEIVED_DAY, received == null ? null : received.toLocalDate());
        row.set(FactColumn.RECEIVED_HOUR, received == null ? null : received.getHour());
        row.set(FactColumn.ENDED_DAY, day(row.get(FactColumn.ENDED_AT), zone));
        row.set(FactColumn.CALLED_BACK_DAY, day(row.get(FactColumn.CALLED_BACK_AT), zone));
        row.set(FactColumn.CELL, cells.of((Double) row.get(FactColumn.LON), (Double) row.get(FactColumn.LAT)));
        return row;
    }

    private static @Nullable LocalDate day(@Nullable Object at, ZoneId zone) {
        LocalDateTime local = local(at, zone);
        return local == null ? null : local.toLocalDate();
    }

    private static @Nullable LocalDateTime local(@Nullable Object at, ZoneId zone) {
        return at instanceof LocalDateTime utc
                ? utc.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).toLocalDateTime()
                : null;
    }

    @Nullable
    Object get(FactColumn column) {
        return values[column.ordinal()];
    }

    private void set(FactColumn column, @Nullable Object value) {
        values[column.ordinal()] = value;
    }

    int month() {
        return (Integer) java.util.Objects.requireNonNull(get(FactColumn.MONTH));
    }

    /** Of all values: rows differ when it does, and hardly ever are the same when it is not. */
    long hash() {
        return Digest.of(values);
    }
}
