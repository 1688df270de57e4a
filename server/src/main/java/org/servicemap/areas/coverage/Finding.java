package org.servicemap.areas.coverage;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.servicemap.text.LocalText;

/**
 * One thing that import found in the source.
 *
 * @param code stable, see {@link FindingCode#id()}
 * @param layer name of the layer or file, empty when it concerns none
 * @param feature 1-based number in the layer (the line in a table or YAML file), 0 when it concerns none
 * @param area code of the area, or null
 * @param lon WGS 84 degrees (as found, also out of range), or null when it has no place
 * @param lat WGS 84 degrees, or null
 * @param m2 how much area it concerns, 0 when that makes no sense
 * @param message for people, in zh and en
 * @param count how many findings this one stands for: 1, or all that are alike beyond those that are named singly
 */
public record Finding(
        String code,
        Severity severity,
        String layer,
        long feature,
        @Nullable String area,
        @Nullable Double lon,
        @Nullable Double lat,
        double m2,
        LocalText message,
        long count) {
    public Finding(
            String code,
            Severity severity,
            String layer,
            long feature,
            @Nullable String area,
            @Nullable Double lon,
            @Nullable Double lat,
            double m2,
            LocalText message) {
        this(code, severity, layer, feature, area, lon, lat, m2, message, 1);
    }

    /** Those of one kind that are not named singly ({@link FindingPile}). */
    static Finding more(String code, Severity severity, String layer, long count, double m2) {
        LocalText message = LocalText.of(
                "zh", "另有 " + count + " 处同类问题，未逐一列出", "en", count + " more of this kind, which are not listed singly");
        return new Finding(code, severity, layer, 0, null, null, null, m2, message, count);
    }

    /**
     * Why something could not be read: always an error, since nobody knows what it would have held.
     *
     * @param code the reader's
     * @param file as the pack names it
     * @param row 1-based number of the feature or line, 0 when it is the whole file
     * @param why in a sentence
     */
    public static Finding unread(String code, String file, long row, String why) {
        return unread(code, file, row, LocalText.of("zh", why, "en", why));
    }

    /** The same with a sentence in each language. */
    public static Finding unread(String code, String file, long row, LocalText why) {
        LocalText message = FindingCode.ofReader(code).message(why);
        return new Finding(code, Severity.ERROR, file, row, null, null, null, 0, message);
    }

    /**
     * A feature that cannot lie where its numbers say: an error whatever may be repaired.
     *
     * @param area its code, if it has one
     * @param place WGS 84, as far as the numbers give one
     * @param why more than the code says, in a sentence
     */
    public static Finding misplaced(
            FindingCode code,
            String layer,
            long feature,
            @Nullable String area,
            @Nullable Coordinate place,
            String why) {
        LocalText message = code.message(area == null ? layer + " #" + feature : area, why, 0);
        Double lon = place == null ? null : place.getX();
        Double lat = place == null ? null : place.getY();
        return new Finding(code.id(), Severity.ERROR, layer, feature, area, lon, lat, 0, message);
    }
}
