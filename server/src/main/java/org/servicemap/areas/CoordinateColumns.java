package org.servicemap.areas;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which columns (or JSON members) hold the position: those that are named, else those that are usually called so. */
record CoordinateColumns(String lon, String lat) {
    /** Names that go together, what is most likely a position first. */
    private static final List<CoordinateColumns> PAIRS = List.of(
            new CoordinateColumns("lon", "lat"),
            new CoordinateColumns("lng", "lat"),
            new CoordinateColumns("longitude", "latitude"),
            new CoordinateColumns("long", "lat"),
            new CoordinateColumns("经度", "纬度"),
            new CoordinateColumns("gps_lon", "gps_lat"),
            new CoordinateColumns("gps_lng", "gps_lat"),
            new CoordinateColumns("point_x", "point_y"),
            new CoordinateColumns("jd", "wd"),
            new CoordinateColumns("easting", "northing"),
            new CoordinateColumns("x", "y"));

    private static final Set<String> LON_NAMES =
            PAIRS.stream().map(CoordinateColumns::lon).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> LAT_NAMES =
            PAIRS.stream().map(CoordinateColumns::lat).collect(Collectors.toUnmodifiableSet());

    /** Finds both among the names; throws {@link BatchException} {@code columns_not_found} with what there is. */
    static CoordinateColumns find(List<String> names, @Nullable String lon, @Nullable String lat) {
        if (lon == null && lat == null) {
            for (CoordinateColumns pair : PAIRS) {
                String x = first(names, Set.of(pair.lon));
                String y = first(names, Set.of(pair.lat));
                if (x != null && y != null) {
                    return new CoordinateColumns(x, y);
                }
            }
        }
        String foundLon = lon == null ? first(names, LON_NAMES) : exact(names, lon);
        String foundLat = lat == null ? first(names, LAT_NAMES) : exact(names, lat);
        if (foundLon == null || foundLat == null) {
            throw new BatchException(
                    BatchException.COLUMNS_NOT_FOUND,
                    foundLon == null ? none("longitude", lon, names) : none("latitude", lat, names));
        }
        return new CoordinateColumns(foundLon, foundLat);
    }

    private static String none(String axis, @Nullable String asked, List<String> names) {
        return asked != null
                ? "there is no column «" + asked + "» among " + shortened(names)
                : "no column for " + axis + " among " + shortened(names)
                        + "; say which hold longitude and latitude (lon_column and lat_column, or --lon and --lat)";
    }

    /**
     * Refuses a header in which a name stands twice; throws {@link BatchException} {@code doubled_column} with both places.
     * Columns without a name may be many.
     *
     * @param found whether these two were looked for: then another one that differs only in case could be meant as well
     */
    void requireSingle(List<String> names, boolean found) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean position = found && (name.equalsIgnoreCase(lon) || name.equalsIgnoreCase(lat));
            Integer before = seen.put(position ? name.toLowerCase(Locale.ROOT) : name, i);
            if (before != null && !name.isEmpty()) {
                throw new BatchException(
                        BatchException.DOUBLED_COLUMN,
                        "the column " + name + " stands twice in the header, as column " + (before + 1)
                                + " and as column " + (i + 1));
            }
        }
    }

    private static @Nullable String first(List<String> names, Set<String> usual) {
        for (String name : names) {
            if (usual.contains(name.strip().toLowerCase(Locale.ROOT))) {
                return name;
            }
        }
        return null;
    }

    private static @Nullable String exact(List<String> names, String wanted) {
        return names.stream()
                .filter(name -> name.strip().equals(wanted.strip()))
                .findFirst()
                .orElse(null);
    }

    private static String shortened(List<String> names) {
        String all = String.join(", ", names);
        return all.length() > 200 ? all.substring(0, 200) + "…" : all;
    }
}
