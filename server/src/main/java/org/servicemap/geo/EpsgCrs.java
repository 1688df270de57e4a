package org.servicemap.geo;

import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.geotools.api.metadata.extent.GeographicBoundingBox;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.GeographicCRS;
import org.geotools.api.referencing.crs.ProjectedCRS;
import org.geotools.api.referencing.crs.SingleCRS;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;

/**
 * A CRS from the EPSG registry or from WKT 1 (OGC's or ESRI's), through GeoTools. Datums are shifted as the registry, or
 * TOWGS84 in the WKT, says; between datums without a known shift only the ellipsoid changes.
 *
 * <p>The registry is unpacked once (32 MB) into the folder that the system property {@code EPSG-HSQL.directory} names; unless
 * set, a folder of the user under the temporary directory.
 */
final class EpsgCrs implements Crs {
    private static final String DIRECTORY = "EPSG-HSQL.directory";
    /** Held so that its level stays: it warns of points outside a projection's area, which {@link CrsPlausibility} tells better. */
    private static final Logger PROJECTIONS = Logger.getLogger("org.geotools.referencing.operation.projection");

    private final String id;
    private final SingleCRS source;
    private final MathTransform forward;
    private final MathTransform inverse;

    private EpsgCrs(String id, SingleCRS source, CoordinateReferenceSystem target) throws FactoryException {
        this.id = id;
        this.source = source;
        this.forward = CRS.findMathTransform(source, target, true);
        this.inverse = CRS.findMathTransform(target, source, true);
    }

    static EpsgCrs ofCode(int code) {
        prepareRegistry();
        String id = "EPSG:" + code;
        try {
            return of(id, CRS.decode(id, true));
        } catch (FactoryException e) {
            throw CrsParser.unknown(
                    id, "the EPSG registry has no such system, or not one that this program can transform");
        }
    }

    static EpsgCrs ofWkt(String wkt) {
        prepareRegistry();
        try {
            return of(wkt, CRS.parseWKT(wkt));
        } catch (FactoryException e) {
            throw CrsParser.unknown(wkt, "this WKT cannot be read (WKT 1 is understood): " + e.getMessage());
        }
    }

    private static EpsgCrs of(String id, CoordinateReferenceSystem crs) throws FactoryException {
        return new EpsgCrs(id, horizontal(id, crs), DefaultGeographicCRS.WGS84);
    }

    private static SingleCRS horizontal(String id, CoordinateReferenceSystem crs) {
        SingleCRS horizontal = CRS.getHorizontalCRS(crs);
        if (horizontal == null || !(horizontal instanceof GeographicCRS || horizontal instanceof ProjectedCRS)) {
            throw CrsParser.unknown(id, "it is not a system of positions on a map");
        }
        return horizontal;
    }

    private static void prepareRegistry() {
        PROJECTIONS.setLevel(Level.OFF);
        if (System.getProperty(DIRECTORY) == null) {
            String user = System.getProperty("user.name", "user").replaceAll("\\W", "_");
            Path folder = Path.of(System.getProperty("java.io.tmpdir"), "servicemap-epsg-" + user);
            System.setProperty(DIRECTORY, folder.toString());
        }
    }

    /** The same projection, but to the longitude and latitude of its own datum instead of WGS 84. */
    EpsgCrs toOwnDegrees() {
        try {
            return new EpsgCrs(id, source, ownDegrees());
        } catch (FactoryException e) {
            throw CrsParser.unknown(id, "its projection cannot be separated from its datum");
        }
    }

    /** Its ellipsoid in PROJ's notation. */
    String projEllipsoid() {
        var ellipsoid = ownDegrees().getDatum().getEllipsoid();
        return "+a=" + ellipsoid.getSemiMajorAxis() + " +b=" + ellipsoid.getSemiMinorAxis();
    }

    private GeographicCRS ownDegrees() {
        return source instanceof ProjectedCRS projected ? projected.getBaseCRS() : (GeographicCRS) source;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String label() {
        String name = source.getName().getCode();
        return id.startsWith("EPSG:") ? id + " (" + name + ")" : name;
    }

    @Override
    public boolean geographic() {
        return source instanceof GeographicCRS;
    }

    @Override
    public BBox validity() {
        GeographicBoundingBox box = CRS.getGeographicBoundingBox(source);
        return box == null ? WORLD : valid(box);
    }

    private static BBox valid(GeographicBoundingBox box) {
        boolean ordered = box.getWestBoundLongitude() <= box.getEastBoundLongitude()
                && box.getSouthBoundLatitude() <= box.getNorthBoundLatitude();
        if (!ordered) {
            return WORLD;
        }
        return new BBox(
                box.getWestBoundLongitude(),
                box.getSouthBoundLatitude(),
                box.getEastBoundLongitude(),
                box.getNorthBoundLatitude());
    }

    @Override
    public void toWgs84(double[] xy, int n) {
        transform(forward, xy, n);
    }

    @Override
    public void fromWgs84(double[] xy, int n) {
        transform(inverse, xy, n);
    }

    private void transform(MathTransform transform, double[] xy, int n) {
        try {
            transform.transform(xy, 0, xy, 0, n);
        } catch (TransformException | IllegalArgumentException e) {
            throw CrsPlausibility.notInside(this, xy[0], xy[1]);
        }
    }
}
