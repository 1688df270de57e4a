package org.servicemap.geo;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * A coordinate reference system: the way from a file's or caller's x and y to WGS 84 and back. Axis order is always
 * longitude (or easting) first, whatever an authority says. Immutable and thread-safe.
 */
public sealed interface Crs permits PlainDegrees, Gcj02, Bd09, EpsgCrs, ProjCrs, ShiftedCrs {
    BBox WORLD = new BBox(-180, -90, 180, 90);

    /**
     * Reads {@code wgs84}, {@code gcj02}, {@code bd09}, {@code EPSG:n} (also as OGC URN or URL), WKT 1 (also an ESRI .prj) or a
     * PROJ string ({@code +proj=…}).
     *
     * <p>Old datums (Beijing 1954 …) have several published shifts, and programs differ: this one takes the EPSG registry's
     * first, PROJ without grids takes none (65 m apart in Beijing). To decide it, an EPSG code or WKT may be followed by
     * {@code ;shift=none}, which takes the datum's degrees as WGS 84, or {@code ;towgs84=dx,dy,dz[,rx,ry,rz,ppm]} (metres, arc
     * seconds in the position vector convention, parts per million).
     *
     * @throws GeoException {@code unknown_crs}, field {@code crs}
     */
    static Crs parse(String definition) {
        return CrsParser.parse(definition);
    }

    /**
     * Makes the registry of EPSG codes ready, which takes seconds; otherwise the first code that is read waits for it. Does
     * not throw.
     */
    static void prepare() {
        CrsParser.prepare();
    }

    /** Which definition the numbers of a box most likely follow, for a city that lies where {@code city} says (if known). */
    static Optional<String> guess(RawBox raw, @Nullable BBox city) {
        return CrsGuess.guess(raw, city);
    }

    /** A definition that {@link #parse} takes. */
    String id();

    /** What people call it. */
    default String label() {
        return id();
    }

    /** Where it is meant to be used, in WGS 84. */
    BBox validity();

    /** Whether x and y are degrees of longitude and latitude. */
    boolean geographic();

    /** Transforms the first n points of x0,y0,x1,y1,… in place to longitude, latitude in WGS 84. */
    void toWgs84(double[] xy, int n);

    /** Transforms the first n points of lon0,lat0,lon1,lat1,… in WGS 84 in place to this CRS. */
    void fromWgs84(double[] xy, int n);

    /**
     * Refuses numbers that cannot be in this CRS, with a guess at the right one.
     *
     * @param city where the data must be, if known; a few degrees around the city will do
     *
     * @throws GeoException {@code implausible_coordinates}, field {@code crs}
     */
    default void requirePlausible(RawBox raw, @Nullable BBox city) {
        CrsPlausibility.require(this, raw, city);
    }

    default LonLat toWgs84(double x, double y) {
        double[] xy = {x, y};
        toWgs84(xy, 1);
        return new LonLat(xy[0], xy[1]);
    }

    default double[] fromWgs84(LonLat point) {
        double[] xy = {point.lon(), point.lat()};
        fromWgs84(xy, 1);
        return xy;
    }

    /** A transformed copy; coordinates become two-dimensional. */
    default Geometry toWgs84(Geometry geometry) {
        return GeometryTransform.apply(geometry, this::toWgs84);
    }

    /** A transformed copy; coordinates become two-dimensional. */
    default Geometry fromWgs84(Geometry geometry) {
        return GeometryTransform.apply(geometry, this::fromWgs84);
    }
}
