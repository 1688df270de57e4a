package org.servicemap.areas;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.GridShape;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.storage.GeometryCodec;

/**
 * What a version is made of, with the hash of every shape and one over all.
 *
 * <p>The content hash is SHA-256 over, in this order: the grid, the levels (rank, id, names), then area by area (in the
 * coverage's order) level, code, parent, names, attributes, hash of shape and of own part, then the overlay layers (id,
 * names, kind, tolerance) with their features (code, names, attributes, hash of shape). Maps go in by key, texts with
 * their length before them. So equal content has equal hashes on every machine; label, dates and notes are not in it.
 */
final class VersionContent {
    private final Coverage coverage;
    private final List<OverlayLayer> overlays;
    private final List<Hash> shapes = new ArrayList<>();
    private final List<@Nullable Hash> owns = new ArrayList<>();
    private final List<List<Hash>> features = new ArrayList<>();
    private final Hash hash;

    VersionContent(Coverage coverage, List<OverlayLayer> overlays) {
        this.coverage = coverage;
        this.overlays = overlays;
        MessageDigest digest = Hash.digest();
        addFrame(digest);
        for (CoverageArea area : coverage.areas()) {
            addArea(digest, area);
        }
        for (OverlayLayer layer : overlays) {
            addLayer(digest, layer);
        }
        hash = new Hash(digest.digest());
    }

    Coverage coverage() {
        return coverage;
    }

    List<OverlayLayer> overlays() {
        return overlays;
    }

    Hash hash() {
        return hash;
    }

    Hash shape(int ordinal) {
        return shapes.get(ordinal);
    }

    /** Null when it is the whole shape. */
    @Nullable
    Hash own(int ordinal) {
        return owns.get(ordinal);
    }

    Hash feature(int layer, int feature) {
        return features.get(layer).get(feature);
    }

    /** How to make the bytes behind each hash, once each. */
    Map<Hash, Bytes> geometries() {
        Map<Hash, Bytes> all = new HashMap<>();
        CanonicalGrid grid = coverage.grid();
        for (CoverageArea area : coverage.areas()) {
            all.put(shape(area.ordinal()), () -> ShapeCodec.encode(grid, area.shape()));
            Hash own = own(area.ordinal());
            if (own != null) {
                all.putIfAbsent(own, () -> ShapeCodec.encode(grid, area.own()));
            }
        }
        for (int layer = 0; layer < overlays.size(); layer++) {
            for (int i = 0; i < overlays.get(layer).features().size(); i++) {
                OverlayFeature feature = overlays.get(layer).features().get(i);
                all.putIfAbsent(feature(layer, i), () -> GeometryCodec.encode(feature.wgs84()));
            }
        }
        return all;
    }

    /** Encodes again rather than keeping tens of megabytes. */
    interface Bytes {
        byte[] get();
    }

    private void addFrame(MessageDigest digest) {
        CanonicalGrid grid = coverage.grid();
        Hash.add(digest, grid.originLon() + " " + grid.originLat() + " " + grid.k());
        coverage.levels().forEach(level -> {
            Hash.add(digest, level.rank() + " " + level.id());
            addTexts(digest, level.name().byTag());
        });
    }

    private void addArea(MessageDigest digest, CoverageArea area) {
        Hash.add(digest, area.level() + " " + area.parent() + " " + area.code());
        addTexts(digest, area.name().byTag());
        addTexts(digest, area.attributes());
        byte[] whole = ShapeCodec.encode(coverage.grid(), area.shape());
        Hash shape = Hash.of(whole);
        Hash own = ownOf(area, whole);
        shapes.add(shape);
        owns.add(own);
        digest.update(shape.bytes());
        digest.update(own == null ? shape.bytes() : own.bytes());
    }

    private @Nullable Hash ownOf(CoverageArea area, byte[] whole) {
        GridShape own = area.own();
        if (own == area.shape()) {
            return null;
        }
        byte[] part = ShapeCodec.encode(coverage.grid(), own);
        return Arrays.equals(part, whole) ? null : Hash.of(part);
    }

    private void addLayer(MessageDigest digest, OverlayLayer layer) {
        Hash.add(digest, layer.id() + " " + layer.kind() + " " + layer.toleranceMetres());
        addTexts(digest, layer.name().byTag());
        List<Hash> hashes = new ArrayList<>();
        for (OverlayFeature feature : layer.features()) {
            Hash.add(digest, feature.code());
            addTexts(digest, feature.name().byTag());
            addTexts(digest, feature.attributes());
            Hash shape = Hash.of(GeometryCodec.encode(feature.wgs84()));
            digest.update(shape.bytes());
            hashes.add(shape);
        }
        features.add(hashes);
    }

    private static void addTexts(MessageDigest digest, Map<String, String> texts) {
        Hash.add(digest, String.valueOf(texts.size()));
        new TreeMap<>(texts).forEach((key, value) -> {
            Hash.add(digest, key);
            Hash.add(digest, value);
        });
    }
}
