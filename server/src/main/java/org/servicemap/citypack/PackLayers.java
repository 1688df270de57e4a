package org.servicemap.citypack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
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
        List<LayerOfLevel> layers = new ArrayList<>();
        for (PackFile.LayerBlock block : pack.layers()) {
            int rank = rank(block);
            if (rank > finerThan) {
                String key = "areas.layers." + block.level();
                layers.add(new LayerOfLevel(rank, () -> new LayerSource(pack, block, key, faults)));
            }
        }
        return () -> new Chained(layers.iterator(), faults);
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
        ReadingFaults faults = new ReadingFaults(pack);
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
        List<OverlayFeature> features = new ArrayList<>();
        try {
            LayerSource source = new LayerSource(pack, block.asLayer(), "overlays." + block.id(), faults);
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

    /** @param source found when it is its turn: a file that is not there is that layer's fault */
    private record LayerOfLevel(int rank, Supplier<LayerSource> source) {}

    /** A layer at hand. */
    private record Opened(int rank, String name, LayerReading reading) {}

    /** Layer after layer, each opened when the one before is done; one that cannot be read on is noted, and the next one follows. */
    private static final class Chained implements Iterator<SourceFeature> {
        private final Iterator<LayerOfLevel> layers;
        private final ReadingFaults faults;
        private @Nullable Opened opened;
        private @Nullable SourceFeature ahead;

        private Chained(Iterator<LayerOfLevel> layers, ReadingFaults faults) {
            this.layers = layers;
            this.faults = faults;
        }

        @Override
        public boolean hasNext() {
            while (ahead == null && (opened != null || layers.hasNext())) {
                try {
                    ahead = step();
                } catch (PackException e) {
                    faults.add(e);
                    opened = null;
                }
            }
            return ahead != null;
        }

        /** The next feature of the layer at hand; null at its end, and where the next one was only opened. */
        private @Nullable SourceFeature step() {
            Opened open = opened;
            if (open == null) {
                opened = open(layers.next());
                return null;
            }
            if (open.reading().hasNext()) {
                return open.reading().next().source(open.rank(), open.name());
            }
            opened = null;
            return null;
        }

        private static Opened open(LayerOfLevel layer) {
            LayerSource source = layer.source().get();
            return new Opened(layer.rank(), source.shownName(), source.iterator());
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
