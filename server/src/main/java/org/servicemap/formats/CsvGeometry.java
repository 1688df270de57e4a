package org.servicemap.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Which columns of a table hold its geometry: one of WKT (also PostGIS's {@code SRID=n;…}), or two of numbers. */
final class CsvGeometry {
    private static final Pattern WKT = Pattern.compile(
            "(?is)(?:SRID=(\\d+);)?\\s*((?:POINT|LINESTRING|POLYGON|MULTI\\w+|GEOMETRYCOLLECTION)\\s*(?:Z|M|ZM)?\\s*(?:\\(|EMPTY).*)");
    private static final int MOST_DEPTH = 50;
    private static final Set<String> WKT_NAMES = Set.of("wkt", "geom", "geometry", "the_geom", "shape", "几何", "空间");
    private static final Set<String> LON_NAMES = Set.of("lon", "lng", "long", "longitude", "x", "经度");
    private static final Set<String> LAT_NAMES = Set.of("lat", "latitude", "y", "纬度");
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private final int wkt;
    private final int lon;
    private final int lat;
    private final @Nullable String crs;

    private CsvGeometry(int wkt, int lon, int lat, @Nullable String crs) {
        this.wkt = wkt;
        this.lon = lon;
        this.lat = lat;
        this.crs = crs;
    }

    static CsvGeometry find(List<String> header, List<String> firstRow, String layer) {
        for (int i = 0; i < firstRow.size(); i++) {
            Matcher shape = WKT.matcher(firstRow.get(i));
            if (shape.matches()) {
                return new CsvGeometry(i, -1, -1, shape.group(1) == null ? null : "EPSG:" + shape.group(1));
            }
        }
        int wkt = named(header, WKT_NAMES);
        int lon = named(header, LON_NAMES);
        int lat = named(header, LAT_NAMES);
        if (wkt < 0 && (lon < 0 || lat < 0)) {
            throw new FormatException(
                    "no_geometry", 0, layer + " has neither a column of WKT nor columns lon and lat, only " + header);
        }
        return wkt >= 0 ? new CsvGeometry(wkt, -1, -1, null) : new CsvGeometry(-1, lon, lat, null);
    }

    private static int named(List<String> header, Set<String> names) {
        for (int i = 0; i < header.size(); i++) {
            if (names.contains(header.get(i).toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    @Nullable
    String declaredCrs() {
        return crs;
    }

    boolean uses(int column) {
        return column == wkt || column == lon || column == lat;
    }

    List<String> attributesOf(List<String> header) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            if (!uses(i)) {
                names.add(header.get(i));
            }
        }
        return names;
    }

    /** A row's shape; null where it has none. */
    @Nullable
    Geometry read(List<String> row, RingClosing rings) throws ParseException {
        return wkt >= 0 ? shape(row.get(wkt), rings) : point(row.get(lon), row.get(lat));
    }

    private static @Nullable Geometry shape(String text, RingClosing rings) throws ParseException {
        if (text.isEmpty()) {
            return null;
        }
        requireFlat(text);
        Matcher shape = WKT.matcher(text);
        return new WKTReader(rings).read(shape.matches() ? shape.group(2) : text);
    }

    /** The reader calls itself for each parenthesis: more than a geometry needs would fill its stack. */
    private static void requireFlat(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth > MOST_DEPTH) {
                throw new IllegalArgumentException("parentheses are more than " + MOST_DEPTH + " deep");
            }
        }
    }

    private static @Nullable Geometry point(String x, String y) {
        if (x.isEmpty() && y.isEmpty()) {
            return null;
        }
        Coordinate position = new Coordinate(Double.parseDouble(x), Double.parseDouble(y));
        if (!Double.isFinite(position.x) || !Double.isFinite(position.y)) {
            throw new IllegalArgumentException("a position needs two finite numbers");
        }
        return FACTORY.createPoint(position);
    }
}
