package org.servicemap.insights.outside;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset says of itself.
 *
 * @param source who made the figures
 * @param unit what a figure counts or is measured in
 * @param asOf the day that the figures describe
 * @param level of the areas; null by day
 * @param areaVersion by whose codes or shapes it is read; null by day
 * @param crs of points, as {@link org.servicemap.geo.Crs#parse} reads it
 * @param residents whether figures per 10,000 residents divide by it
 * @param synthetic invented, and to be said so
 */
record About(
        String name,
        String source,
        String licence,
        String unit,
        LocalDate asOf,
        Kind kind,
        Keyed keyed,
        @Nullable String level,
        @Nullable String areaVersion,
        @Nullable String crs,
        boolean residents,
        boolean synthetic) {
    /** What may be done with the figures. */
    enum Kind {
        /** Counts that sum up over areas, and that counts of requests may be divided by. */
        DENOMINATOR,
        /** Shares and rates: never summed up. */
        RATE,
        /** Any other measure: never summed up over areas. */
        COVARIATE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Kind::word).toList();
        }
    }

    /** What names a row's place. */
    enum Keyed {
        AREA,
        POINT,
        DAY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Keyed of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Keyed::word).toList();
        }
    }
}
