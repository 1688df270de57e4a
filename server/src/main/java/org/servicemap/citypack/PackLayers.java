package org.servicemap.citypack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Lineal;
import org.locationtech.jts.geom.Polygonal;
import org.servicemap.areas.coverage.CoverageOptions;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayIntake;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.coverage.ParentRule;
import org.servicemap.areas.coverage.SourceFeature;
import org.servicemap.text.LocalText;

/** The area and overlay layers of a pack as the coverage wants them. */
final class PackLayers {
    private final CityPack pack;

    PackLayers(CityPack pack) {
        this.pack = pack;
    }

    /** All area features of levels finer than a rank (0 for all), layer after layer, read as they are asked for. */
    Iterable<SourceFeature> areas(int finerThan) {
        List<LayerOfLevel> sources = new ArrayList<>();
        for (PackFile.LayerBlock block : pack.layers()) {
            int rank = rank(block);
            if (rank > finerThan) {
                sources.add(new LayerOfLevel(rank, new LayerSource(pack, block, "areas.layers." + block.level())));
            }
        }
        return () -> new Chained(sources.iterator());
    }

    /** How parents are found and what may be repaired, as the pack says. */
    CoverageOptions options(boolean repair) {
        Map<Integer, ParentRule> parents = new HashMap<>();
        for (PackFile.LayerBlock block : pack.layers()) {
            PackFile.ParentBlock parent = block.parent();
            if (parent != null) {
                parents.put(rank(block), rule(parent));
            }
        }
        PackFile.ChecksBlock checks = pack.file().areas().checks();
        CoverageOptions defaults = CoverageOptions.DEFAULT;
        if (checks == null) {
            return defaults.withParents(parents).withRepair(repair);
        }
        return new CoverageOptions(
                repair || Boolean.TRUE.equals(checks.repair()),
                checks.sliverM2() == null ? defaults.sliverM2() : checks.sliverM2(),
                checks.gapM2() == null ? defaults.gapM2() : checks.gapM2(),
                parents);
    }

    private static ParentRule rule(PackFile.ParentBlock block) {
        String by = String.valueOf(block.by());
        return switch (by) {
            case "field" -> ParentRule.FIELD;
            case "prefix" -> block.length() == null ? ParentRule.ANY_PREFIX : ParentRule.prefix(block.length());
            case "share" -> ParentRule.SHARE;
            default -> throw CityPack.fault("areas.layers.parent.by", "field, prefix or share, not «" + by + "»");
        };
    }

    private int rank(PackFile.LayerBlock block) {
        return pack.level(String.valueOf(block.level()), "areas.layers.level").rank();
    }

    /** Makes the features of an overlay with a {@code generate:} block. */
    interface OverlayGenerator {
        List<OverlayFeature> features(String id, PackFile.GenerateBlock block);
    }

    /** The overlay layers in the pack's order, from files and from the generator. */
    Overlays overlays(boolean repair, OverlayGenerator generator) {
        List<OverlayLayer> layers = new ArrayList<>();
        CoverageOptions options = options(repair);
        OverlayIntake intake = new OverlayIntake(options.repair(), options.sliverM2());
        for (PackFile.OverlayBlock block : pack.overlays()) {
            PackFile.GenerateBlock generate = block.generate();
            layers.add(
                    generate == null ? overlay(block, intake) : layer(block, generator.features(block.id(), generate)));
        }
        return new Overlays(layers, intake.report());
    }

    /** @param report what was found in those from files */
    record Overlays(List<OverlayLayer> layers, ImportReport report) {}

    private static OverlayLayer layer(PackFile.OverlayBlock block, List<OverlayFeature> features) {
        return new OverlayLayer(block.id(), new LocalText(block.name()), kind(block), tolerance(block), features);
    }

    private OverlayLayer overlay(PackFile.OverlayBlock block, OverlayIntake intake) {
        String key = "overlays." + block.id();
        OverlayLayer.Kind kind = kind(block);
        LayerSource source = new LayerSource(pack, block.asLayer(), key);
        List<OverlayFeature> features = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        for (Iterator<LayerFeature> all = source.iterator(); all.hasNext(); ) {
            LayerFeature feature = all.next();
            requireUsable(feature, kind, source.shownName(), codes);
            intake.take(feature.source(0, source.shownName())).ifPresent(features::add);
        }
        return layer(block, features);
    }

    private static OverlayLayer.Kind kind(PackFile.OverlayBlock block) {
        String kind = block.kind() == null ? "polygon" : block.kind();
        return switch (kind) {
            case "polygon" -> OverlayLayer.Kind.POLYGON;
            case "line" -> OverlayLayer.Kind.LINE;
            default -> throw CityPack.fault("overlays." + block.id() + ".kind", "polygon or line, not «" + kind + "»");
        };
    }

    private static double tolerance(PackFile.OverlayBlock block) {
        return block.toleranceMetres() == null ? 0 : block.toleranceMetres();
    }

    private static void requireUsable(LayerFeature feature, OverlayLayer.Kind kind, String file, Set<String> codes) {
        String code = feature.code();
        Geometry geometry = feature.wgs84();
        if (code == null) {
            throw new PackException("missing_code", file, 0, "feature " + feature.number() + " has no code");
        }
        if (!codes.add(code)) {
            throw new PackException(
                    "duplicate_code", file, 0, "feature " + feature.number() + ": code «" + code + "» stands twice");
        }
        if (feature.fault() == null && (geometry == null || !fits(geometry, kind))) {
            throw new PackException(
                    "bad_geometry",
                    file,
                    0,
                    "feature " + feature.number() + " (" + code + ") is "
                            + (geometry == null ? "empty" : "a " + geometry.getGeometryType()) + ", not a "
                            + (kind == OverlayLayer.Kind.LINE ? "line" : "polygon"));
        }
    }

    private static boolean fits(Geometry geometry, OverlayLayer.Kind kind) {
        return kind == OverlayLayer.Kind.LINE ? geometry instanceof Lineal : geometry instanceof Polygonal;
    }

    private record LayerOfLevel(int rank, LayerSource source) {}

    /** Layer after layer, each opened when the one before is done. */
    private static final class Chained implements Iterator<SourceFeature> {
        private final Iterator<LayerOfLevel> layers;
        private @Nullable LayerOfLevel layer;
        private LayerSource.@Nullable Reading reading;

        private Chained(Iterator<LayerOfLevel> layers) {
            this.layers = layers;
        }

        @Override
        public boolean hasNext() {
            while ((reading == null || !reading.hasNext()) && layers.hasNext()) {
                layer = layers.next();
                reading = layer.source().iterator();
            }
            return reading != null && reading.hasNext();
        }

        @Override
        public SourceFeature next() {
            boolean more = hasNext();
            LayerOfLevel current = layer;
            LayerSource.Reading open = reading;
            if (!more || current == null || open == null) {
                throw new NoSuchElementException();
            }
            return open.next().source(current.rank(), current.source().shownName());
        }
    }
}
