package org.servicemap.routing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.units.KnownPlaces;

/**
 * The areas and overlays of one version, as rules see them: areas by ordinal, overlay features numbered through all layers.
 * Immutable.
 */
public final class Territory implements KnownPlaces {
    private final String version;
    private final AreaDirectory directory;
    private final List<OverlayLayer> overlays;
    private final int routingRank;
    private final Map<String, Level> levels = new HashMap<>();
    private final Map<String, Map<String, Integer>> features = new HashMap<>();
    private final Map<String, Integer> firstOf = new HashMap<>();
    private final OverlayLayer[] layerOf;
    private final OverlayFeature[] featureOf;

    /**
     * @param version identifier of the area version
     * @param routingRank rank of the finest level that every rule must be decided for
     */
    public Territory(String version, AreaDirectory directory, List<OverlayLayer> overlays, int routingRank) {
        this.version = version;
        this.directory = directory;
        this.overlays = List.copyOf(overlays);
        this.routingRank = routingRank;
        directory.levels().forEach(level -> levels.put(level.id(), level));
        int count = overlays.stream().mapToInt(layer -> layer.features().size()).sum();
        layerOf = new OverlayLayer[count];
        featureOf = new OverlayFeature[count];
        int next = 0;
        for (OverlayLayer layer : this.overlays) {
            firstOf.put(layer.id(), next);
            Map<String, Integer> byCode = features.computeIfAbsent(layer.id(), id -> new HashMap<>());
            for (OverlayFeature feature : layer.features()) {
                layerOf[next] = layer;
                featureOf[next] = feature;
                byCode.put(feature.code(), next++);
            }
        }
    }

    public static Territory of(AreaSnapshot snapshot, int routingRank) {
        return new Territory(
                snapshot.id(), snapshot.directory(), snapshot.overlays().layers(), routingRank);
    }

    public String version() {
        return version;
    }

    public AreaDirectory directory() {
        return directory;
    }

    public List<OverlayLayer> overlays() {
        return overlays;
    }

    public int routingRank() {
        return routingRank;
    }

    public int featureCount() {
        return featureOf.length;
    }

    public OverlayFeature feature(int number) {
        return featureOf[number];
    }

    public OverlayLayer layerOf(int number) {
        return layerOf[number];
    }

    /** Rank of a level by its id; 0 when there is none. */
    public int rank(String levelId) {
        Level level = levels.get(levelId);
        return level == null ? 0 : level.rank();
    }

    public Level level(int rank) {
        return directory.levels().get(rank - 1);
    }

    public OptionalInt findArea(String levelId, String code) {
        return directory.findByCode(rank(levelId), code);
    }

    /** The feature's number through all layers. */
    public OptionalInt findFeature(String layer, String code) {
        Integer number = features.getOrDefault(layer, Map.of()).get(code);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** The number through all layers of a layer's n-th feature. */
    int featureNumber(String layer, int feature) {
        return firstOf.getOrDefault(layer, 0) + feature;
    }

    /**
     * Ordinals of the areas of the routing level, and of coarser areas that have no children or some finer than the routing
     * level, ascending. Coarser areas with holes are only known to {@link RoutingLand}.
     */
    public int[] routingAreas() {
        return IntStream.range(0, directory.size())
                .filter(area ->
                        directory.level(area) == routingRank || directory.level(area) < routingRank && endsAbove(area))
                .toArray();
    }

    private boolean endsAbove(int area) {
        int[] children = directory.children(area);
        return children.length == 0 || Arrays.stream(children).anyMatch(child -> directory.level(child) > routingRank);
    }

    @Override
    public boolean hasLevel(String level) {
        return levels.containsKey(level);
    }

    @Override
    public boolean hasArea(String level, String code) {
        return findArea(level, code).isPresent();
    }

    @Override
    public boolean hasOverlay(String layer) {
        return features.containsKey(layer);
    }

    @Override
    public boolean hasOverlayFeature(String layer, String code) {
        return findFeature(layer, code).isPresent();
    }
}
