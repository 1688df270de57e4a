package org.servicemap.areas;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.LevelHit;
import org.servicemap.areas.index.OverlayHit;
import org.servicemap.areas.index.Resolution;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Describe;
import org.servicemap.text.LocalText;

/** A resolution as the API shows it. */
@Describe("The areas that a point belongs to")
public record ResolutionJson(
        PointJson point,

        @Describe("inside, snapped (near the city, see snapped_metres) or outside")
        String status,

        @Describe("Distance to the nearest area when snapped") @Nullable
        Double snappedMetres,

        @Nullable Double accuracyMetres,

        @Describe("Whether at some level no area has enough of the accuracy disc")
        boolean ambiguous,

        @Describe("Whether the position is likely a geocoder's default: one of the coordinates on which files of"
                + " requests were seen to pile up. A pile that no file has shown yet is only seen among many, see POST"
                + " /resolve/batch")
        boolean lowConfidence,

        VersionJson version,
        @Describe("Coarsest first; empty outside") List<AreaHitJson> areas,
        List<OverlayHitJson> overlays,

        @Describe("Outside with an accuracy: the areas of each level that the disc touches all the same; else empty")
        List<TouchedJson> touched,

        @Describe("Outside, but inside with longitude and latitude exchanged: they are likely swapped")
        boolean swapped) {
    /** WGS 84 degrees. */
    public record PointJson(double lon, double lat) {}

    /** Which boundaries were asked. */
    public record VersionJson(String id, String label, LocalDate effectiveFrom) {
        static VersionJson of(AreaSnapshot snapshot) {
            return new VersionJson(snapshot.id(), snapshot.label(), snapshot.effectiveFrom());
        }
    }

    /** The area of one level. */
    public record AreaHitJson(
            String level,
            @Describe("1 is the coarsest") int rank,
            String code,
            LocalText name,

            @Describe("Distance to the nearest border of this level")
            double borderMetres,

            @Describe("Part of the accuracy disc inside, 0 to 1")
            double share,

            boolean ambiguous,

            @Describe("Areas that the accuracy disc touches, largest share first")
            List<CandidateJson> candidates) {}

    /** What an accuracy disc has of a level. */
    public record TouchedJson(
            String level,
            @Describe("1 is the coarsest") int rank,

            @Describe("Largest share first") List<CandidateJson> candidates) {}

    /** An area that may be meant too. */
    public record CandidateJson(String code, LocalText name, double share) {}

    /** A feature of a layer outside the hierarchy. */
    public record OverlayHitJson(
            String layer,
            String code,
            LocalText name,
            @Describe("0 inside a polygon") double distanceMetres,

            @Describe("left or right of a line as digitised") @Nullable
            String side) {}

    public static ResolutionJson of(AreaSnapshot snapshot, Resolution resolution, boolean lowConfidence) {
        return new ResolutionJson(
                point(resolution.point()),
                status(resolution.status()),
                rounded(resolution.snappedMetres(), 10),
                resolution.accuracyMetres(),
                resolution.ambiguous(),
                lowConfidence,
                VersionJson.of(snapshot),
                resolution.areas().stream().map(hit -> area(snapshot, hit)).toList(),
                resolution.overlays().stream()
                        .map(hit -> overlay(snapshot, hit))
                        .toList(),
                resolution.touched().stream().map(hit -> touched(snapshot, hit)).toList(),
                resolution.swapped());
    }

    private static TouchedJson touched(AreaSnapshot snapshot, LevelHit hit) {
        String level = snapshot.levels().get(hit.level() - 1).id();
        return new TouchedJson(level, hit.level(), candidates(snapshot, hit));
    }

    private static List<CandidateJson> candidates(AreaSnapshot snapshot, LevelHit hit) {
        AreaDirectory directory = snapshot.directory();
        return hit.candidates().stream()
                .map(one -> new CandidateJson(
                        directory.code(one.ordinal()), directory.name(one.ordinal()), round(one.share(), 1e4)))
                .toList();
    }

    static String status(Resolution.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static PointJson point(LonLat point) {
        return new PointJson(round(point.lon(), 1e7), round(point.lat(), 1e7));
    }

    private static AreaHitJson area(AreaSnapshot snapshot, LevelHit hit) {
        AreaDirectory directory = snapshot.directory();
        Level level = snapshot.levels().get(hit.level() - 1);
        return new AreaHitJson(
                level.id(),
                hit.level(),
                directory.code(hit.ordinal()),
                directory.name(hit.ordinal()),
                round(hit.borderMetres(), 10),
                round(hit.share(), 1e4),
                hit.ambiguous(),
                candidates(snapshot, hit));
    }

    private static OverlayHitJson overlay(AreaSnapshot snapshot, OverlayHit hit) {
        OverlayHit.Side side = hit.side();
        return new OverlayHitJson(
                hit.layer(),
                hit.code(),
                overlayName(snapshot, hit),
                round(hit.distanceMetres(), 10),
                side == null ? null : side.name().toLowerCase(Locale.ROOT));
    }

    static LocalText overlayName(AreaSnapshot snapshot, OverlayHit hit) {
        return snapshot.overlays().layers().stream()
                .filter(layer -> layer.id().equals(hit.layer()))
                .findFirst()
                .map(layer -> layer.features().get(hit.feature()).name())
                .orElse(LocalText.EMPTY);
    }

    private static @Nullable Double rounded(@Nullable Double value, double scale) {
        return value == null ? null : round(value, scale);
    }

    static double round(double value, double scale) {
        return Math.round(value * scale) / scale;
    }
}
