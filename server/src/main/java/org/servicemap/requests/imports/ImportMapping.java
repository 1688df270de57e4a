package org.servicemap.requests.imports;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a file is what, and what its words mean in this city; read by {@link MappingReader}. Immutable.
 *
 * @param source name under which a request's own id is unique: the same source and id are imported once
 * @param encoding of CSV
 * @param sheet of a workbook; null for the first
 * @param places further ones by role ({@code residence}, {@code registered} …), which rules may go by
 */
public record ImportMapping(
        String source,
        String encoding,
        @Nullable String sheet,
        ColumnValue id,
        TimeValue time,
        ColumnValue text,
        ColumnValue channel,
        @Nullable ColumnValue hotline,
        @Nullable ColumnValue kind,
        @Nullable ColumnValue category,
        @Nullable ColumnValue urgency,
        @Nullable String language,
        PlaceMapping place,
        Map<String, PlaceMapping> places,
        ContactMapping contact,
        @Nullable ColumnValue agency,
        @Nullable StatusMapping status) {

    /**
     * Where.
     *
     * @param kind gps, pin, address or place: what a point is
     * @param crs {@code wgs84}, {@code gcj02}, {@code bd09} or {@code EPSG:n}
     * @param accuracy metres; null when positions are taken as exact
     * @param find confidence from which the address is looked up for rows without a point; null to leave it at words
     * @param level of a named area, with its code, for rows without a point
     */
    record PlaceMapping(
            String kind,
            @Nullable ColumnValue x,
            @Nullable ColumnValue y,
            String crs,
            @Nullable ColumnValue accuracy,
            @Nullable ColumnValue address,
            @Nullable Double find,
            @Nullable String level,
            @Nullable ColumnValue area) {
        private void addTo(Set<String> names) {
            add(names, x, y, accuracy, address, area);
        }
    }

    /** Who. All of it is personal. */
    record ContactMapping(
            @Nullable ColumnValue name,
            @Nullable ColumnValue phone,
            @Nullable ColumnValue email,
            @Nullable ColumnValue address,
            @Nullable ColumnValue enterprise) {}

    /**
     * Whether it is over there, and what came of it.
     *
     * @param closed values that mean so
     * @param skipped values of rows that are no requests (tests, deleted)
     * @param otherwiseReceived whether a missing or impossible closing time is taken to be the time of receipt
     */
    record StatusMapping(
            ColumnValue value,
            Set<String> closed,
            Set<String> skipped,
            TimeValue time,
            boolean otherwiseReceived,
            ColumnValue outcome,
            @Nullable ColumnValue reply,
            @Nullable ColumnValue contacted,
            @Nullable ColumnValue solved,
            @Nullable ColumnValue satisfaction) {
        StatusMapping {
            closed = Set.copyOf(closed);
            skipped = Set.copyOf(skipped);
        }
    }

    public ImportMapping {
        places = Map.copyOf(places);
    }

    /** Columns that the file must have. */
    public Set<String> columns() {
        Set<String> names = new TreeSet<>();
        names.add(time.column());
        add(names, id, text, channel, hotline, kind, category, urgency, agency);
        place.addTo(names);
        places.values().forEach(each -> each.addTo(names));
        add(names, contact.name, contact.phone, contact.email, contact.address, contact.enterprise);
        if (status != null) {
            names.add(status.time.column());
            add(names, status.value, status.outcome, status.reply, status.contacted, status.solved);
            add(names, status.satisfaction);
        }
        return names;
    }

    private static void add(Set<String> names, @Nullable ColumnValue... values) {
        for (ColumnValue value : values) {
            names.addAll(value == null ? List.of() : value.columns());
        }
    }
}
