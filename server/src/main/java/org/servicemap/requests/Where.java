package org.servicemap.requests;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
