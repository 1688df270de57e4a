package org.servicemap.citypack;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.RawBox;

/**
 * Finds features of one layer whose x and y changed places while those of the others did not: no number of such a feature is
 * impossible where longitude and latitude, or northing and easting, are both in range. In the layer's own numbers, whatever
 * its CRS. Constant memory but for the boxes of what is suspected.
 *
 * <p>Suspected is what lies at least twice as far from the city's centre as it would with x and y exchanged; it is swapped
 * when its box is apart from the box of all that is not suspected, and would be at least four times nearer to it the other
 * way round. An outlying part of a city on the diagonal (Cairo: 31° east, 30° north) adjoins the rest, or is nearer as it is.
 */
final class AxisOrder {
    private final double centerX;
    private final double centerY;
    private final SuspectBoxes suspects = new SuspectBoxes();
    private @Nullable RawBox city;

    /** @param center of the city in the layer's numbers */
    AxisOrder(double centerX, double centerY) {
        this.centerX = centerX;
        this.centerY = centerY;
    }

    /**
     * A feature and its box, as the file has it.
     *
     * @param code null when it has none, or when so many are suspected that nobody names them all
     */
    record Suspect(long number, @Nullable String code, RawBox box) {}

    void see(long number, @Nullable String code, RawBox box) {
        if (isSuspect(box)) {
            suspects.add(number, code, box);
        } else {
            city = city == null ? box : city.union(box);
        }
    }

    /** Whether a box would be clearly nearer to the city's centre the other way round. */
    boolean isSuspect(RawBox box) {
        return 2 * fromCenter(swapped(box)) < fromCenter(box);
    }

    /** At the end of the layer: those that are the other way round. */
    Stream<Suspect> swapped() {
        RawBox rest = city == null ? new RawBox(centerX, centerY, centerX, centerY) : city;
        return suspects.all().filter(each -> isSwapped(each.box(), rest));
    }

    private static boolean isSwapped(RawBox box, RawBox rest) {
        double gap = gap(box, rest);
        return gap > 0 && 4 * gap(swapped(box), rest) < gap;
    }

    private static RawBox swapped(RawBox box) {
        return new RawBox(box.minY(), box.minX(), box.maxY(), box.maxX());
    }

    private double fromCenter(RawBox box) {
        double x = (box.minX() + box.maxX()) / 2;
        double y = (box.minY() + box.maxY()) / 2;
        return Math.max(Math.abs(x - centerX), Math.abs(y - centerY));
    }

    private static double gap(RawBox a, RawBox b) {
        double x = Math.max(a.minX() - b.maxX(), b.minX() - a.maxX());
        double y = Math.max(a.minY() - b.maxY(), b.minY() - a.maxY());
        return Math.max(0, Math.max(x, y));
    }
}
