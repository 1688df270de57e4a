package org.servicemap.geo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.CoordinateTransform;
import org.locationtech.proj4j.CoordinateTransformFactory;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;

/**
 * A custom definition in PROJ's notation, through proj4j. As in PROJ, a definition without {@code +towgs84} or {@code +datum}
 * leaves longitude and latitude alone between its ellipsoid and WGS 84.
 */
final class ProjCrs implements Crs {
    private static final Pattern PROJECTION = Pattern.compile("\\+?\\bproj\\s*=\\s*(\\w+)");
    private static final CoordinateReferenceSystem TARGET =
            new CRSFactory().createFromParameters("wgs84", "+proj=longlat +datum=WGS84 +no_defs");

    private final String definition;
    private final boolean geographic;
    private final CoordinateTransform forward;
    private final CoordinateTransform inverse;

    private ProjCrs(String definition, CoordinateReferenceSystem source) {
        this.definition = definition;
        this.geographic = Boolean.TRUE.equals(source.isGeographic());
        CoordinateTransformFactory factory = new CoordinateTransformFactory();
        this.forward = factory.createTransform(source, TARGET);
        this.inverse = factory.createTransform(TARGET, source);
    }

    static ProjCrs parse(String definition) {
        Matcher projection = PROJECTION.matcher(definition);
        if (!projection.find()) {
            throw CrsParser.unknown(definition, "it names no +proj");
        }
        try {
            return new ProjCrs(definition, new CRSFactory().createFromParameters("custom", definition));
        } catch (Proj4jException | NumberFormatException | IllegalStateException e) {
            throw CrsParser.unknown(definition, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String id() {
        return definition;
    }

    @Override
    public boolean geographic() {
        return geographic;
    }

    @Override
    public BBox validity() {
        return WORLD;
    }

    @Override
    public void toWgs84(double[] xy, int n) {
        transform(forward, xy, n);
    }

    @Override
    public void fromWgs84(double[] xy, int n) {
        transform(inverse, xy, n);
    }

    private void transform(CoordinateTransform transform, double[] xy, int n) {
        ProjCoordinate from = new ProjCoordinate();
        ProjCoordinate to = new ProjCoordinate();
        for (int i = 0; i < 2 * n; i += 2) {
            from.setValue(xy[i], xy[i + 1]);
            try {
                transform.transform(from, to);
            } catch (Proj4jException | IllegalStateException e) {
                throw CrsPlausibility.notInside(this, xy[i], xy[i + 1]);
            }
            xy[i] = to.x;
            xy[i + 1] = to.y;
        }
    }
}
