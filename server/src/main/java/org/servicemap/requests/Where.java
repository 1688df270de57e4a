package org.servicemap.requests;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;

/**
 * Where something is, as it was said: kept with its kind and its uncertainty, none of it invented.
 *
 * @param x longitude or easting in {@code crs}; null for places without a point
 * @param crs {@code wgs84} when null
 * @param accuracyMetres radius of the disc in which the true position lies; null when taken as exact
 * @param level id of the level, for a named area
 * @param area code of that area
 * @param address what was said in words; personal when it is a home, so kept erasable
 */
public record Where(
        Kind kind,
        @Nullable Double x,
        @Nullable Double y,
        @Nullable String crs,
        @Nullable Double accuracyMetres,
        @Nullable String level,
        @Nullable String area,
        @Nullable String address) {
    public static final Where NOWHERE = new Where(Kind.NONE, null, null, null, null, null, null, null);

    /** How the position came about. */
    public enum Kind {
        GPS,
        /** Clicked on the map. */
        PIN,
        /** An address that was found in words. */
        ADDRESS,
        /** A compound, road or crossing that was found in words. */
        PLACE,
        /** A named area only. */
        AREA,
        CITYWIDE,
        NONE;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> find(String key) {
            return Arrays.stream(values())
                    .filter(kind -> kind.key().equals(key))
                    .findFirst();
        }

        boolean hasPoint() {
            return this == GPS || this == PIN || this == ADDRESS || this == PLACE;
        }
    }

    private static final int PARTS = 7;

    /** As an action carries it; the address goes beside it. */
    List<String> parts() {
        return Stream.of(kind.key(), x, y, crs, accuracyMetres, level, area)
                .map(part -> part == null ? "" : part.toString())
                .toList();
    }

    static Where read(List<String> parts, @Nullable String address) {
        if (parts.size() != PARTS) {
            throw bad("where", "a place has " + PARTS + " parts");
        }
        return new Where(
                Kind.find(parts.get(0)).orElseThrow(() -> bad("where.kind", "there is no kind " + parts.get(0))),
                number(parts.get(1)),
                number(parts.get(2)),
                text(parts.get(3)),
                number(parts.get(4)),
                text(parts.get(5)),
                text(parts.get(6)),
                address);
    }

    private static @Nullable String text(String part) {
        return part.isEmpty() ? null : part;
    }

    private static @Nullable Double number(String part) {
        return part.isEmpty() ? null : Double.valueOf(part);
    }

    /** Where a request is, by its row. */
    static Where of(Facts facts, List<Level> levels, @Nullable String address) {
        Kind kind = Kind.find(String.valueOf(facts.text(Field.LOCATION_KIND))).orElse(Kind.NONE);
        Level level = kind == Kind.AREA ? deepest(facts, levels) : null;
        return new Where(
                kind,
                facts.decimal(Field.RAW_X),
                facts.decimal(Field.RAW_Y),
                facts.text(Field.RAW_CRS),
                facts.decimal(Field.ACCURACY_M),
                level == null ? null : level.id(),
                level == null ? null : facts.text(Field.area(level.rank())),
                address);
    }

    private static @Nullable Level deepest(Facts facts, List<Level> levels) {
        return levels.stream()
                .filter(level -> facts.text(Field.area(level.rank())) != null)
                .reduce((coarser, finer) -> finer)
                .orElse(null);
    }

    public Where {
        if (kind.hasPoint() && (x == null || y == null)) {
            throw bad("where.lon", "a place of kind " + kind.key() + " needs lon and lat");
        }
        if (!kind.hasPoint() && (x != null || y != null)) {
            throw bad("where.kind", "a place of kind " + kind.key() + " has no lon and lat");
        }
        if (kind == Kind.AREA && (level == null || area == null)) {
            throw bad("where.area", "a named area needs level and area");
        }
        if (address != null && address.length() > 400) {
            throw bad("where.address", "an address has at most 400 characters");
        }
        address = address == null || address.isBlank() ? null : address.strip();
    }

    private static RequestException bad(String field, String message) {
        return new RequestException(RequestException.BAD_FIELD, field, message);
    }
}
