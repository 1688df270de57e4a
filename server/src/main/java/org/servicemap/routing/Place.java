package org.servicemap.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.LevelHit;
import org.servicemap.areas.index.OverlayHit;
import org.servicemap.areas.index.Resolution;

/**
 * One of a request's places as routing sees it: codes, no coordinates.
 *
 * @param areas the chain, coarsest first; empty when nothing is known
 * @param overlays the features that the place belongs to; of one layer the nearest first, then by code
 */
public record Place(List<AreaAt> areas, List<FeatureAt> overlays) {
    public static final Place UNKNOWN = new Place(List.of(), List.of());

    /**
     * The area of one level.
     *
     * @param level rank, 1 coarsest
     * @param borderMetres to the nearest border of this level, to 0.1 m; null when the place is only known by area
     * @param share part of the accuracy disc inside, 0 … 1, to 0.001
     * @param candidates all areas of this level that the disc touches, largest share first; empty when there is one only
     */
    public record AreaAt(
            int level,
            String code,
            @Nullable Double borderMetres,
            double share,
            boolean ambiguous,
            List<Candidate> candidates) {
        public AreaAt {
            candidates = List.copyOf(candidates);
        }
    }

    /** An area that may also be meant, with its share of the accuracy disc. */
    public record Candidate(String code, double share) {}

    /** A feature of an overlay layer, and how far away it is (0 inside a polygon), to 0.1 m. */
    public record FeatureAt(String layer, String code, double distanceMetres) {}

    public Place {
        areas = List.copyOf(areas);
        overlays = List.copyOf(overlays);
    }

    public boolean isAmbiguous() {
        return areas.stream().anyMatch(AreaAt::ambiguous);
    }

    /** What the resolver found, in codes and rounded as decisions store it. */
    public static Place of(Resolution resolution, AreaDirectory directory) {
        List<AreaAt> areas = new ArrayList<>();
        for (LevelHit hit : resolution.areas()) {
            areas.add(new AreaAt(
                    hit.level(),
                    directory.code(hit.ordinal()),
                    Double.isFinite(hit.borderMetres()) ? round(hit.borderMetres(), 10) : null,
                    round(hit.share(), 1000),
                    hit.ambiguous(),
                    candidates(hit, directory)));
        }
        List<FeatureAt> overlays = resolution.overlays().stream()
                .sorted(Comparator.comparingDouble(OverlayHit::distanceMetres).thenComparing(OverlayHit::code))
                .map(hit -> new FeatureAt(hit.layer(), hit.code(), round(hit.distanceMetres(), 10)))
                .toList();
        return new Place(areas, overlays);
    }

    private static List<Candidate> candidates(LevelHit hit, AreaDirectory directory) {
        if (hit.candidates().size() < 2) {
            return List.of();
        }
        return hit.candidates().stream()
                .map(c -> new Candidate(directory.code(c.ordinal()), round(c.share(), 1000)))
                .toList();
    }

    private static double round(double value, int steps) {
        return (double) Math.round(value * steps) / steps;
    }

    /** A place of which only an area (and its overlays) is known. */
    public static Place ofArea(AreaDirectory directory, int ordinal, List<FeatureAt> overlays) {
        List<AreaAt> areas = new ArrayList<>();
        for (int area = ordinal; area >= 0; area = directory.parent(area)) {
            areas.add(0, new AreaAt(directory.level(area), directory.code(area), null, 1, false, List.of()));
        }
        return new Place(areas, overlays);
    }

    /** The finest known area's ordinal, or −1. */
    int finest(AreaDirectory directory) {
        for (int i = areas.size() - 1; i >= 0; i--) {
            OptionalInt ordinal =
                    directory.findByCode(areas.get(i).level(), areas.get(i).code());
            if (ordinal.isPresent()) {
                return ordinal.getAsInt();
            }
        }
        return -1;
    }
}
