package org.servicemap.citypack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
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

    /** All area features of levels finer than a rank (0 for all), layer after layer, read as they are asked for; as far as they can be. */
    Iterable<SourceFeature> areas(int finerThan, ReadingFaults faults) {
        List<LayerOfLevel> sources = new ArrayList<>();
        for (PackFile.LayerBlock block : pack.layers()) {
            int rank = rank(block);
            if (rank > finerThan) {
                sources.add(
                        new LayerOfLevel(rank, new LayerSource(pack, block, "areas.layers." + block.level(), faults)));
            }
        }
        return () -> new Chained(sources.iterator(), faults);
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
        ImportReport report = ImportReport.EMPTY;
        ReadingFaults faults = new ReadingFaults();
        CoverageOptions options = options(repair);
        for (PackFile.OverlayBlock block : pack.overlays()) {
            PackFile.GenerateBlock generate = block.generate();
            if (generate == null) {
                OverlayIntake intake = new OverlayIntake(kind(block), options.repair(), options.sliverM2());
                layers.add(layer(block, features(block, intake, faults)));
                report = report.plus(intake.report());
            } else {
                layers.add(layer(block, generator.features(block.id(), generate)));
            }
        }
        return new Overlays(layers, faults.with(report));
    }

    /** @param report what was found in those from files */
    record Overlays(List<OverlayLayer> layers, ImportReport report) {}

    private static OverlayLayer layer(PackFile.OverlayBlock block, List<OverlayFeature> features) {
        return new OverlayLayer(block.id(), new LocalText(block.name()), kind(block), tolerance(block), features);
    }

    /** Those that could be read. */
    private List<OverlayFeature> features(PackFile.OverlayBlock block, OverlayIntake intake, ReadingFaults faults) {
        LayerSource source = new LayerSource(pack, block.asLayer(), "overlays." + block.id(), faults);
        List<OverlayFeature> features = new ArrayList<>();
        try {
            for (Iterator<LayerFeature> all = source.iterator(); all.hasNext(); ) {
                intake.take(all.next().source(0, source.shownName())).ifPresent(features::add);
            }
        } catch (PackException e) {
            faults.add(e);
        }
        return features;
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

    private record LayerOfLevel(int rank, LayerSource source) {}

    /** Layer after layer, each opened when the one before is done; one that cannot be read on is noted, and the next one follows. */
    private static final class Chained implements Iterator<SourceFeature> {
        private final Iterator<LayerOfLevel> layers;
        private final ReadingFaults faults;
        private LayerSource.@Nullable Reading reading;
        private @Nullable SourceFeature ahead;
        private @Nullable LayerOfLevel layer;

        private Chained(Iterator<LayerOfLevel> layers, ReadingFaults faults) {
            this.layers = layers;
            this.faults = faults;
        }

        @Override
        public boolean hasNext() {
            while (ahead == null && (reading != null || layers.hasNext())) {
                try {
                    ahead = step();
                } catch (PackException e) {
                    faults.add(e);
                    reading = null;
                }
            }
            return ahead != null;
        }

        /** The next feature of the layer at hand; null at its end, and where the next one was only opened. */
        private @Nullable SourceFeature step() {
            LayerSource.Reading open = reading;
            LayerOfLevel current = layer;
            if (open == null || current == null) {
                layer = layers.next();
                reading = layer.source().iterator();
                return null;
            }
            if (open.hasNext()) {
                return open.next().source(current.rank(), current.source().shownName());
            }
            reading = null;
            return null;
        }

        @Override
        public SourceFeature next() {
            if (!hasNext() || ahead == null) {
                throw new NoSuchElementException();
            }
            SourceFeature feature = ahead;
            ahead = null;
            return feature;
        }
    }
}
