package org.servicemap.requests.imports;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads rows by a mapping. Pure: the same row gives the same request. Thread-safe. */
public final class RowReader {
    private static final Set<String> YES = Set.of("true", "yes", "y", "1", "t", "是", "已", "有");
    private static final Set<String> NO = Set.of("false", "no", "n", "0", "f", "否", "未", "无");
    private static final int LONGEST_REF = 200;

    private final ImportMapping mapping;
    private final ZoneId zone;

    /** @param zone the city's */
    public RowReader(ImportMapping mapping, ZoneId zone) {
        this.mapping = mapping;
        this.zone = zone;
    }

    /** Nothing for a row that the mapping skips. */
    public Optional<ImportedRow> read(SourceRow row) throws RowFault {
        ImportMapping.StatusMapping kept = mapping.status();
        String status = kept == null ? null : kept.value().of(row, "status");
        if (kept != null && status != null && kept.skipped().contains(status)) {
            return Optional.empty();
        }
        Instant received = require(mapping.time().of(row, "time", zone), "time");
        return Optional.of(new ImportedRow(
                row.line(),
                ref(row),
                received,
                require(mapping.text().of(row, "text"), "text"),
                require(mapping.channel().of(row, "channel"), "channel"),
                word(mapping.hotline(), row, "hotline"),
                word(mapping.kind(), row, "kind"),
                word(mapping.category(), row, "category"),
                word(mapping.urgency(), row, "urgency"),
                mapping.language(),
                spot(mapping.place(), row, "place"),
                places(row),
                person(row),
                mapping.agency() == null ? null : mapping.agency().raw(row),
                unit(row),
                closing(row, status, received)));
    }

    /** The source's id of a row, also of one that cannot be read; null when it has none. */
    public @Nullable String findRef(SourceRow row) {
        return mapping.id().raw(row);
    }

    private String ref(SourceRow row) throws RowFault {
        String ref = require(mapping.id().of(row, "id"), "id");
        if (ref.length() > LONGEST_REF) {
            throw new RowFault("id", "bad_value", "an id has at most " + LONGEST_REF + " characters");
        }
        return ref;
    }

    private static @Nullable String word(@Nullable ColumnValue value, SourceRow row, String field) throws RowFault {
        return value == null ? null : value.of(row, field);
    }

    private static <T> T require(@Nullable T value, String field) throws RowFault {
        if (value == null) {
            throw new RowFault(field, "missing", "there is no " + field);
        }
        return value;
    }

    /** Without a map the agency is only a name: which unit it is, nobody has said. */
    private @Nullable String unit(SourceRow row) throws RowFault {
        ColumnValue agency = mapping.agency();
        return agency == null || agency.map().isEmpty() ? null : agency.of(row, "agency");
    }

    private Map<String, ImportedRow.Spot> places(SourceRow row) throws RowFault {
        Map<String, ImportedRow.Spot> places = new HashMap<>();
        for (Map.Entry<String, ImportMapping.PlaceMapping> each :
                mapping.places().entrySet()) {
            ImportedRow.Spot spot = spot(each.getValue(), row, "places." + each.getKey());
            if (!spot.isEmpty()) {
                places.put(each.getKey(), spot);
            }
        }
        return places;
    }

    private static ImportedRow.Spot spot(ImportMapping.PlaceMapping place, SourceRow row, String field)
            throws RowFault {
        Double x = number(place.x(), row, field + ".x");
        Double y = number(place.y(), row, field + ".y");
        boolean nowhere = x == null || y == null || x == 0 && y == 0; // what some systems write for none
        return new ImportedRow.Spot(
                place.kind(),
                nowhere ? null : x,
                nowhere ? null : y,
                place.crs(),
                nowhere ? null : number(place.accuracy(), row, field + ".accuracy"),
                word(place.address(), row, field + ".address"),
                nowhere ? place.find() : null,
                place.level(),
                word(place.area(), row, field + ".area"));
    }

    private static @Nullable Double number(@Nullable ColumnValue value, SourceRow row, String field) throws RowFault {
        String text = word(value, row, field);
        if (text == null) {
            return null;
        }
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through: answered below
        }
        throw new RowFault(field, "bad_number", "this is no number: " + RowFault.masked(text));
    }

    private ImportedRow.Person person(SourceRow row) throws RowFault {
        ImportMapping.ContactMapping contact = mapping.contact();
        Boolean enterprise = answer(contact.enterprise(), row, "contact.enterprise");
        return new ImportedRow.Person(
                word(contact.name(), row, "contact.name"),
                word(contact.phone(), row, "contact.phone"),
                word(contact.email(), row, "contact.email"),
                word(contact.address(), row, "contact.address"),
                Boolean.TRUE.equals(enterprise));
    }

    private static @Nullable Boolean answer(@Nullable ColumnValue value, SourceRow row, String field) throws RowFault {
        String text = word(value, row, field);
        String bare = text == null ? "" : text.toLowerCase(Locale.ROOT);
        if (text == null || YES.contains(bare) || NO.contains(bare)) {
            return text == null ? null : Boolean.valueOf(YES.contains(bare));
        }
        throw new RowFault(field, "bad_value", "this is neither yes nor no: " + RowFault.masked(text));
    }

    private ImportedRow.@Nullable Closing closing(SourceRow row, @Nullable String status, Instant received)
            throws RowFault {
        ImportMapping.StatusMapping closed = mapping.status();
        if (closed == null || status == null || !closed.closed().contains(status)) {
            return null;
        }
        return new ImportedRow.Closing(
                closedAt(closed, row, received),
                require(closed.outcome().of(row, "status.outcome"), "status.outcome"),
                word(closed.reply(), row, "status.reply"),
                answer(closed.contacted(), row, "status.contacted"),
                answer(closed.solved(), row, "status.solved"),
                word(closed.satisfaction(), row, "status.satisfaction"));
    }

    private Instant closedAt(ImportMapping.StatusMapping closed, SourceRow row, Instant received) throws RowFault {
        Instant at = closed.time().of(row, "status.time", zone);
        if (at != null && !at.isBefore(received)) {
            return at;
        }
        if (closed.otherwiseReceived()) {
            return received;
        }
        throw new RowFault(
                "status.time",
                at == null ? "missing" : "bad_time",
                at == null ? "it is closed, but not when" : "it was closed before it was received");
    }
}
