package org.servicemap.places.imports;

import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.units.KnownPlaces;

/** The levels, areas and overlays of a version. */
record SnapshotPlaces(AreaSnapshot snapshot) implements KnownPlaces {
    @Override
    public boolean hasLevel(String level) {
        return snapshot.levels().stream().anyMatch(each -> each.id().equals(level));
    }

    @Override
    public boolean hasArea(String level, String code) {
        return snapshot.levels().stream()
                .filter(each -> each.id().equals(level))
                .mapToInt(Level::rank)
                .anyMatch(rank -> snapshot.directory().findByCode(rank, code).isPresent());
    }

    @Override
    public boolean hasOverlay(String layer) {
        return snapshot.overlays().layers().stream().anyMatch(each -> each.id().equals(layer));
    }

    @Override
    public boolean hasOverlayFeature(String layer, String code) {
        return snapshot.overlays().layers().stream()
                .filter(each -> each.id().equals(layer))
                .map(OverlayLayer::features)
                .anyMatch(features ->
                        features.stream().anyMatch(each -> each.code().equals(code)));
    }
}
