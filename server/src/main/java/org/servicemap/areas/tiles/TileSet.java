package org.servicemap.areas.tiles;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.MultiPolygon;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.GridGeometry;
import org.servicemap.areas.coverage.Level;
import org.servicemap.geo.BBox;

/**
 * The boundaries of one area version, ready for drawing at any zoom.
 *
 * <p>Simplified (Douglas and Peucker, half a pixel) along the arcs that neighbours share, so that neighbours never part and
 * never overlap, and so that no area collapses; a simplified line may in rare cases cross another one by less than half a
 * pixel. From zoom 20 nothing is left out.
 *
 * <p>Arcs are cut per level when first needed (20 bytes a vertex); tiles are kept in a bounded cache. Thread-safe.
 */
public final class TileSet {
    /** By place in the hierarchy, coarsest first: the zoom from which a level is drawn, unless said otherwise. */
    private static final int[] DEFAULT_ZOOMS = {0, 9, 12, 14, 15, 16};

    private static final long CACHE_BYTES = 32L << 20;

    private final Coverage coverage;
    private final Map<Integer, Integer> minZooms;
    private final Labels labels;
    private final Map<Integer, Topology> topologies = new ConcurrentHashMap<>();
    private final Cache<Long, byte[]> tiles = Caffeine.newBuilder()
            .maximumWeight(CACHE_BYTES)
            .weigher((Long key, byte[] tile) -> tile.length + 64)
            .build();

    private TileSet(Coverage coverage, Map<Integer, Integer> minZooms) {
        this.coverage = coverage;
        this.minZooms = minZooms;
        this.labels = new Labels(coverage);
    }

    /** @param minZooms by level id, the zoom from which a level is in the tiles; levels that are missing get a default */
    public static TileSet of(Coverage coverage, Map<String, Integer> minZooms) {
        Map<Integer, Integer> byRank = new LinkedHashMap<>();
        int place = 0;
        for (Level level : coverage.levels()) {
            byRank.put(level.rank(), minZooms.getOrDefault(level.id(), DEFAULT_ZOOMS[place++]));
        }
        return new TileSet(coverage, byRank);
    }

    /**
     * One vector tile (MVT 2.1, extent 4096, not compressed); of length 0 where nothing is to be drawn, also for tiles that do
     * not exist.
     *
     * <p>A layer for each visible level, named by its id, holds polygons ({@code code}, {@code name:zh} …) and lines: each
     * stretch of border once, in the layer of the coarsest level that it separates, with the codes of that level {@code left}
     * and {@code right} of its direction. Layer {@code labels} holds points ({@code level}, {@code code}, {@code name:zh} …,
     * {@code km2}), each in one tile only.
     */
    public byte[] tile(int z, int x, int y) {
        TileFrame frame = new TileFrame(coverage.grid(), z, x, y);
        if (!frame.exists()) {
            return new byte[0];
        }
        long key = ((long) z << 48) | ((long) x << 24) | y;
        return tiles.get(key, k -> encode(frame));
    }

    /** Cuts the arcs of all levels now, so that the first tiles do not wait for it; meant for a background thread. */
    public void prepare() {
        coverage.levels().forEach(level -> topology(level.rank()));
    }

    private byte[] encode(TileFrame frame) {
        Map<Level, Topology> visible = new LinkedHashMap<>();
        for (Level level : coverage.levels()) {
            if (minZooms.getOrDefault(level.rank(), 0) <= frame.z()) {
                visible.put(level, topology(level.rank()));
            }
        }
        return new TileEncoder(coverage, labels, frame, tolerance(frame.z())).encode(visible);
    }

    /** One for all tiles of a zoom: with a tile's own latitude, lines would part where tiles meet. */
    private double tolerance(int zoom) {
        double lat = Math.max(-60, Math.min(60, coverage.grid().originLat()));
        return TileFrame.tolerance(coverage.grid(), lat, zoom);
    }

    private Topology topology(int rank) {
        return topologies.computeIfAbsent(rank, level -> TopologyBuilder.build(coverage, level));
    }

    /**
     * GeoJSON FeatureCollection (UTF-8) of a level's areas that meet a box, simplified for a zoom.
     *
     * @param level rank
     * @param zoom 0 … 22; from 20 as exact as the coverage itself
     */
    public byte[] featureCollection(int level, BBox box, int zoom) {
        return json(level, zoom).collection(found(level, box));
    }

    /** GeoJSON Feature (UTF-8) of one area, simplified for a zoom. */
    public byte[] feature(int ordinal, int zoom) {
        return json(coverage.areas().get(ordinal).level(), zoom).feature(ordinal);
    }

    /** The whole shape of one area, exact, in WGS 84 degrees. */
    public MultiPolygon geometry(int ordinal) {
        return GridGeometry.toGeometry(
                coverage.grid(), coverage.areas().get(ordinal).shape());
    }

    /** Ordinals of the areas of a level whose boxes meet a box. */
    public List<Integer> areasIn(int level, BBox box) {
        return Arrays.stream(found(level, box)).boxed().toList();
    }

    /** Pairs of a level's areas that have a border in common, and not only a point of it, each once: the lower ordinal first. */
    public List<int[]> neighbours(int level) {
        Arcs arcs = topology(level).arcs();
        return IntStream.range(0, arcs.count())
                .mapToObj(arc ->
                        new Pair(Math.min(arcs.left(arc), arcs.right(arc)), Math.max(arcs.left(arc), arcs.right(arc))))
                .distinct()
                .filter(pair -> isOf(pair.low(), level) && isOf(pair.high(), level) && pair.low() != pair.high())
                .map(pair -> new int[] {pair.low(), pair.high()})
                .toList();
    }

    private record Pair(int low, int high) {}

    /** Beyond the outermost border there is nothing, and where a level has a hole a coarser area stands in. */
    private boolean isOf(int ordinal, int level) {
        return ordinal >= 0 && coverage.areas().get(ordinal).level() == level;
    }

    private int[] found(int level, BBox box) {
        CanonicalGrid grid = coverage.grid();
        Envelope inGrid = new Envelope(
                Math.scalb(box.minLon() - grid.originLon(), grid.k()),
                Math.scalb(box.maxLon() - grid.originLon(), grid.k()),
                Math.scalb(box.minLat() - grid.originLat(), grid.k()),
                Math.scalb(box.maxLat() - grid.originLat(), grid.k()));
        return topology(level).areasIn(inGrid);
    }

    private AreaJson json(int level, int zoom) {
        return new AreaJson(coverage, topology(level), tolerance(zoom));
    }
}
