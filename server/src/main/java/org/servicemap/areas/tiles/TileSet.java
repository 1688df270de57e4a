package org.servicemap.areas.tiles;

import java.util.List;
import java.util.Map;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.geo.BBox;

/**
 * The boundaries of one area version, ready for drawing at any zoom. Simplified along shared edges, so that neighbours
 * never part and never overlap. Built lazily; immutable to the outside and thread-safe.
 */
public final class TileSet {
    private final Coverage coverage;
    private final Map<String, Integer> minZooms;

    private TileSet(Coverage coverage, Map<String, Integer> minZooms) {
        this.coverage = coverage;
        this.minZooms = minZooms;
    }

    /** @param minZooms by level id, the zoom from which a level is in the tiles; levels that are missing get a default */
    public static TileSet of(Coverage coverage, Map<String, Integer> minZooms) {
        return new TileSet(coverage, Map.copyOf(minZooms));
    }

    /** One vector tile (MVT 2.1, not compressed); of length 0 where nothing is to be drawn. */
    public byte[] tile(int z, int x, int y) {
        throw new UnsupportedOperationException(
                "to be built over " + coverage.levels().size() + minZooms);
    }

    /**
     * GeoJSON FeatureCollection (UTF-8) of a level's areas that meet a box, simplified for a zoom.
     *
     * @param zoom 0 … 22; 22 is as exact as the coverage itself
     */
    public byte[] featureCollection(int level, BBox box, int zoom) {
        throw new UnsupportedOperationException("to be built");
    }

    /** GeoJSON Feature (UTF-8) of one area, simplified for a zoom (22: as it is). */
    public byte[] feature(int ordinal, int zoom) {
        throw new UnsupportedOperationException("to be built");
    }

    /** Ordinals of the areas of a level whose boxes meet a box. */
    public List<Integer> areasIn(int level, BBox box) {
        throw new UnsupportedOperationException("to be built");
    }
}
