package org.servicemap.areas.coverage;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.servicemap.text.LocalText;

/** Source features by hand: WKT in units of 2⁻¹⁰ degree (about 100 m) from 116°, 40°, so that all is exact on the grid. */
final class Layers implements Iterable<SourceFeature> {
    static final double UNIT = Math.scalb(1.0, -10);

    private final List<SourceFeature> features = new ArrayList<>();

    static List<Level> levels(int count) {
        List<Level> levels = new ArrayList<>();
        for (int rank = 1; rank <= count; rank++) {
            levels.add(new Level(rank, "level" + rank, LocalText.of("zh", "层" + rank, "en", "Level " + rank)));
        }
        return levels;
    }

    Layers add(int level, @Nullable String code, @Nullable String wkt) {
        return add(level, code, null, wkt);
    }

    Layers add(int level, @Nullable String code, @Nullable String parent, @Nullable String wkt) {
        return add(level, code, parent, wkt == null ? null : degrees(wkt));
    }

    Layers add(int level, @Nullable String code, @Nullable String parent, @Nullable Geometry geometry) {
        LocalText name = code == null ? LocalText.EMPTY : LocalText.of("en", "Area " + code);
        features.add(new SourceFeature(
                level, "layer" + level, features.size() + 1L, code, parent, name, Map.of(), geometry));
        return this;
    }

    static SourceFeature feature(int level, String code, Geometry geometry) {
        return new SourceFeature(
                level, "layer" + level, 1, code, null, LocalText.of("en", "Area " + code), Map.of(), geometry);
    }

    /** A rectangle. */
    Layers box(int level, String code, double x1, double y1, double x2, double y2) {
        return add(level, code, rectangle(x1, y1, x2, y2));
    }

    static String rectangle(double x1, double y1, double x2, double y2) {
        return "POLYGON ((%s %s, %s %s, %s %s, %s %s, %s %s))".formatted(x1, y1, x2, y1, x2, y2, x1, y2, x1, y1);
    }

    static Geometry degrees(String wkt) {
        try {
            return new AffineTransformation(UNIT, 0, 116, 0, UNIT, 40).transform(new WKTReader().read(wkt));
        } catch (ParseException e) {
            throw new IllegalArgumentException(wkt, e);
        }
    }

    CoverageResult build(int levelCount, int authoritative, CoverageOptions options) {
        return CoverageBuilder.build(levels(levelCount), authoritative, this, options);
    }

    CoverageResult build(int levelCount) {
        return build(levelCount, levelCount, CoverageOptions.DEFAULT);
    }

    CoverageResult repair(int levelCount) {
        return build(levelCount, levelCount, CoverageOptions.DEFAULT.withRepair(true));
    }

    @Override
    public Iterator<SourceFeature> iterator() {
        return features.iterator();
    }
}
