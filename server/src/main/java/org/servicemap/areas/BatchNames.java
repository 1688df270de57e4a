package org.servicemap.areas;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.OverlayHit;
import org.servicemap.areas.index.Query;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Json;
import org.servicemap.http.JsonBytes;

/** Chains and overlays of a version as the batch's outputs spell them; what repeats is encoded once. */
final class BatchNames {
    private final AreaSnapshot snapshot;
    private final BatchOptions options;
    private final List<OverlayLayer> layers;
    private final AtomicReferenceArray<byte @Nullable []> chains;

    BatchNames(AreaSnapshot snapshot, BatchOptions options) {
        this.snapshot = snapshot;
        this.options = options;
        this.layers = snapshot.overlays().layers().stream()
                .filter(layer -> options.overlays().contains(Query.ALL)
                        || options.overlays().contains(layer.id()))
                .toList();
        this.chains = new AtomicReferenceArray<>(snapshot.directory().size());
    }

    List<Level> levels() {
        return snapshot.levels();
    }

    List<OverlayLayer> layers() {
        return layers;
    }

    /** CSV cells of a leaf's chain: code and name of each level, coarsest first; empty where the chain has none. */
    byte[] csvChain(int leaf, char delimiter) {
        return chain(leaf, () -> csvBytes(leaf, delimiter));
    }

    /** JSON array of a leaf's chain, coarsest first. */
    byte[] jsonChain(int leaf) {
        return chain(leaf, () -> jsonBytes(leaf));
    }

    private byte[] chain(int leaf, Supplier<byte[]> make) {
        byte[] known = chains.get(leaf);
        if (known != null) {
            return known;
        }
        byte[] made = make.get();
        chains.set(leaf, made);
        return made;
    }

    private byte[] csvBytes(int leaf, char delimiter) {
        AreaDirectory directory = snapshot.directory();
        List<String> cells = new ArrayList<>();
        for (Level level : levels()) {
            int area = directory.ancestorAt(leaf, level.rank());
            cells.add(area < 0 ? "" : CsvCells.text(directory.code(area), delimiter));
            cells.add(area < 0 ? "" : CsvCells.text(name(area), delimiter));
        }
        return String.join(String.valueOf(delimiter), cells).getBytes(StandardCharsets.UTF_8);
    }

    private String name(int area) {
        return snapshot.directory().name(area).in(options.language(), options.fallbackLanguage());
    }

    private byte[] jsonBytes(int leaf) {
        AreaDirectory directory = snapshot.directory();
        JsonBytes json = new JsonBytes().ascii("[");
        String comma = "";
        for (Level level : levels()) {
            int area = directory.ancestorAt(leaf, level.rank());
            if (area >= 0) {
                json.ascii(comma).ascii("{\"level\":").text(level.id());
                json.ascii(",\"code\":").text(directory.code(area));
                json.ascii(",\"name\":").bytes(Json.bytes(directory.name(area))).ascii("}");
                comma = ",";
            }
        }
        return json.ascii("]").toArray();
    }

    /** Hits of the wanted overlay layers; empty when none are wanted. */
    List<OverlayHit> overlays(BatchRow row) {
        return layers.isEmpty() || row.fault != null
                ? List.of()
                : snapshot.overlays().hits(new LonLat(row.x, row.y), options.overlays());
    }

    static String status(BatchRow row) {
        if (row.fault != null) {
            return "error";
        }
        return row.leaf < 0 ? "outside" : row.snapped ? "snapped" : "inside";
    }
}
