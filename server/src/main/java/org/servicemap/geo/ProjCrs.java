package org.servicemap.geo;

import java.util.Arrays;
import java.util.Set;
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
 *
 * <p>Anybody may send a definition, and proj4j opens the files that {@code +nadgrids} names: only parameters that are known to
 * be numbers, names of a table or switches are handed to it.
 */
final class ProjCrs implements Crs {
    private static final Pattern PROJECTION = Pattern.compile("\\+?\\bproj\\s*=\\s*(\\w+)");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Set<String> PARAMETERS = Set.of(
            "proj",
            "datum",
            "ellps",
            "towgs84",
            "pm",
            "a",
            "b",
            "f",
            "rf",
            "es",
            "R",
            "R_A",
            "R_a",
            "R_V",
            "R_g",
            "R_h",
            "R_lat_a",
            "R_lat_g",
            "lat_0",
            "lat_1",
            "lat_2",
            "lat_ts",
            "lon_0",
            "lonc",
            "alpha",
            "azi",
            "gamma",
            "k",
            "k_0",
            "x_0",
            "y_0",
            "zone",
            "south",
            "h",
            "units",
            "to_meter",
            "axis",
            "no_uoff",
            "no_defs",
            "wktext",
            "title");
    /** What definitions of web Mercator say in place of a shift: there is no grid. */
    private static final String NO_GRID = "+nadgrids=@null";

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
            return new ProjCrs(definition, new CRSFactory().createFromParameters("custom", parameters(definition)));
        } catch (Proj4jException | NumberFormatException | IllegalStateException e) {
            throw CrsParser.unknown(definition, String.valueOf(e.getMessage()));
        }
    }

    /** One by one as proj4j takes them; none that it would open a file for. */
    private static String[] parameters(String definition) {
        String[] parameters = BLANKS.splitAsStream(definition.strip())
                .filter(parameter -> !parameter.equals(NO_GRID))
                .toArray(String[]::new);
        Arrays.stream(parameters).map(ProjCrs::nameOf).forEach(name -> {
            if (!PARAMETERS.contains(name)) {
                throw CrsParser.unknown(definition, "the parameter +" + name + " is not taken");
            }
        });
        return parameters;
    }

    private static String nameOf(String parameter) {
        String bare = parameter.startsWith("+") ? parameter.substring(1) : parameter;
        int value = bare.indexOf('=');
        return value < 0 ? bare : bare.substring(0, value);
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
