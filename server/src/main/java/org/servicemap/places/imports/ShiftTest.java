package org.servicemap.places.imports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.servicemap.geo.Crs;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;

/**
 * Whether coordinates that are said to be WGS 84 are GCJ-02: places that are known stand some hundred metres off, and stand
 * right when they are taken as GCJ-02. Not thread-safe.
 */
final class ShiftTest {
    private static final int LEAST = 3;
    private static final double OFF_METRES = 100;
    private static final double BETTER = 4;

    private final Crs gcj02 = Crs.parse("gcj02");
    private final List<Double> asSaid = new ArrayList<>();
    private final List<Double> asGcj02 = new ArrayList<>();

    /** A place of the file that is known. */
    void add(LonLat said, LonLat known) {
        asSaid.add(Geodesy.distanceMetres(said, known));
        asGcj02.add(Geodesy.distanceMetres(gcj02.toWgs84(said.lon(), said.lat()), known));
    }

    boolean suspects() {
        double said = median(asSaid);
        return asSaid.size() >= LEAST && said > OFF_METRES && median(asGcj02) * BETTER < said;
    }

    double medianMetres() {
        return median(asSaid);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }
}
