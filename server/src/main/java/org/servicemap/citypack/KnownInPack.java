package org.servicemap.citypack;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.units.KnownPlaces;

/** The levels, areas and overlay features that a pack's own layers hold: what its units may name. */
final class KnownInPack implements KnownPlaces {
    private final Map<String, Set<String>> areas = new HashMap<>();
    private final Map<String, Set<String>> overlays = new HashMap<>();

    KnownInPack(Coverage coverage, List<OverlayLayer> layers) {
        for (Level level : coverage.levels()) {
            areas.put(level.id(), new HashSet<>());
        }
        for (CoverageArea area : coverage.areas()) {
            String level = coverage.levels().get(area.level() - 1).id();
            areas.computeIfAbsent(level, id -> new HashSet<>()).add(area.code());
        }
        for (OverlayLayer layer : layers) {
            Set<String> codes = overlays.computeIfAbsent(layer.id(), id -> new HashSet<>());
            layer.features().stream().map(OverlayFeature::code).forEach(codes::add);
        }
    }

    @Override
    public boolean hasLevel(String level) {
        return areas.containsKey(level);
    }

    @Override
    public boolean hasArea(String level, String code) {
        return areas.getOrDefault(level, Set.of()).contains(code);
    }

    @Override
    public boolean hasOverlay(String layer) {
        return overlays.containsKey(layer);
    }

    @Override
    public boolean hasOverlayFeature(String layer, String code) {
        return overlays.getOrDefault(layer, Set.of()).contains(code);
    }
}
