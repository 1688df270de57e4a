package org.servicemap.areas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.LevelHit;
import org.servicemap.areas.index.OverlayHit;
import org.servicemap.areas.index.Resolution;
import org.servicemap.http.Json;
import org.servicemap.http.JsonBytes;

/**
 * Writes {@link ResolutionJson} by hand for one version: names and codes are encoded once and kept. The same document as the
 * record's, at a tenth of its price. Thread-safe.
 */
final class ResolutionWriter {
    private static final byte[] BORDER = ascii(",\"border_metres\":");
    private static final byte[] ALONE = ascii(",\"share\":1,\"ambiguous\":false,\"candidates\":[{");
    private static final byte[] ALONE_END = ascii(",\"share\":1}]}");

    private final AreaSnapshot snapshot;
    private final byte[] version;
    private final byte[][] levelHeads;
    private final AtomicReferenceArray<byte @Nullable []> codesAndNames;

    ResolutionWriter(AreaSnapshot snapshot) {
        this.snapshot = snapshot;
        version = Json.bytes(ResolutionJson.VersionJson.of(snapshot));
        levelHeads = snapshot.levels().stream()
                .map(level -> new JsonBytes()
                        .ascii("{\"level\":")
                        .text(level.id())
                        .ascii(",\"rank\":")
                        .number(level.rank())
                        .ascii(",")
                        .toArray())
                .toArray(byte[][]::new);
        codesAndNames = new AtomicReferenceArray<>(snapshot.directory().size());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    AreaSnapshot snapshot() {
        return snapshot;
    }

    byte[] write(Resolution resolution, boolean lowConfidence) {
        JsonBytes json = new JsonBytes();
        json.ascii("{\"point\":{\"lon\":").decimal(resolution.point().lon(), 7);
        json.ascii(",\"lat\":").decimal(resolution.point().lat(), 7);
        json.ascii("},\"status\":\"").ascii(ResolutionJson.status(resolution.status()));
        json.ascii("\",\"snapped_metres\":").decimalOrNull(resolution.snappedMetres(), 1);
        json.ascii(",\"accuracy_metres\":").decimalOrNull(resolution.accuracyMetres(), 1);
        json.ascii(",\"ambiguous\":").bool(resolution.ambiguous());
        json.ascii(",\"low_confidence\":").bool(lowConfidence);
        json.ascii(",\"version\":").bytes(version);
        json.ascii(",\"areas\":[");
        List<LevelHit> areas = resolution.areas();
        for (int i = 0; i < areas.size(); i++) {
            json.ascii(i == 0 ? "" : ",");
            area(json, areas.get(i));
        }
        json.ascii("],\"overlays\":[");
        List<OverlayHit> overlays = resolution.overlays();
        for (int i = 0; i < overlays.size(); i++) {
            json.ascii(i == 0 ? "" : ",");
            overlay(json, overlays.get(i));
        }
        json.ascii("],\"touched\":[");
        List<LevelHit> touched = resolution.touched();
        for (int i = 0; i < touched.size(); i++) {
            LevelHit hit = touched.get(i);
            int head = levelHeads[hit.level() - 1].length - 1;
            json.ascii(i == 0 ? "" : ",").bytes(Arrays.copyOf(levelHeads[hit.level() - 1], head));
            json.ascii(",\"candidates\":[");
            candidates(json, hit.candidates());
            json.ascii("]}");
        }
        return json.ascii("],\"swapped\":")
                .bool(resolution.swapped())
                .ascii("}")
                .toArray();
    }

    private void area(JsonBytes json, LevelHit hit) {
        byte[] codeAndName = codeAndName(hit.ordinal());
        json.bytes(levelHeads[hit.level() - 1]).bytes(codeAndName).bytes(BORDER).decimal(hit.borderMetres(), 1);
        if (isAlone(hit)) {
            json.bytes(ALONE).bytes(codeAndName).bytes(ALONE_END);
            return;
        }
        json.ascii(",\"share\":").decimal(hit.share(), 4);
        json.ascii(",\"ambiguous\":").bool(hit.ambiguous());
        json.ascii(",\"candidates\":[");
        candidates(json, hit.candidates());
        json.ascii("]}");
    }

    private void candidates(JsonBytes json, List<LevelHit.Candidate> candidates) {
        for (int i = 0; i < candidates.size(); i++) {
            LevelHit.Candidate candidate = candidates.get(i);
            json.ascii(i == 0 ? "{" : ",{").bytes(codeAndName(candidate.ordinal()));
            json.ascii(",\"share\":").decimal(candidate.share(), 4).ascii("}");
        }
    }

    /** As nearly every area of a point without an accuracy: the only candidate. */
    private static boolean isAlone(LevelHit hit) {
        if (hit.ambiguous() || hit.share() != 1 || hit.candidates().size() != 1) {
            return false;
        }
        LevelHit.Candidate only = hit.candidates().get(0);
        return only.ordinal() == hit.ordinal() && only.share() == 1;
    }

    private byte[] codeAndName(int ordinal) {
        byte[] known = codesAndNames.get(ordinal);
        if (known != null) {
            return known;
        }
        AreaDirectory directory = snapshot.directory();
        JsonBytes json =
                new JsonBytes().ascii("\"code\":").text(directory.code(ordinal)).ascii(",\"name\":{");
        String comma = "";
        for (Map.Entry<String, String> text : directory.name(ordinal).byTag().entrySet()) {
            json.ascii(comma).text(text.getKey()).ascii(":").text(text.getValue());
            comma = ",";
        }
        byte[] made = json.ascii("}").toArray();
        codesAndNames.set(ordinal, made);
        return made;
    }

    private void overlay(JsonBytes json, OverlayHit hit) {
        json.ascii("{\"layer\":").text(hit.layer()).ascii(",\"code\":").text(hit.code());
        json.ascii(",\"name\":").bytes(Json.bytes(ResolutionJson.overlayName(snapshot, hit)));
        json.ascii(",\"distance_metres\":").decimal(hit.distanceMetres(), 1);
        OverlayHit.Side side = hit.side();
        json.ascii(",\"side\":")
                .ascii(side == null ? "null" : side == OverlayHit.Side.LEFT ? "\"left\"" : "\"right\"")
                .ascii("}");
    }
}
