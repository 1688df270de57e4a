package org.servicemap.insights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.insights.InsightCounts.Count;

/** What was counted under codes that a caller's area, or one in it, had before: lists of the areas in force have no row for it, and totals have it. */
final class FormerFigures {
    private final PublishedAreas areas;

    FormerFigures(PublishedAreas areas) {
        this.areas = areas;
    }

    /** @param directory of the last version that had the area */
    record Figure(AreaDirectory directory, int ordinal, Count count) {
        String code() {
            return directory.code(ordinal);
        }
    }

    /**
     * By code.
     *
     * @param left what no area in force has, by code
     */
    List<Figure> of(AreaBounds bounds, int rank, Map<String, Count> left) {
        List<Figure> figures = new ArrayList<>();
        for (AreaBounds.Code own : bounds.listed()) {
            Set<String> versions = own.versions();
            if (versions != null && !left.isEmpty()) {
                List<AreaDirectory> last = lastFirst(versions);
                left.entrySet().removeIf(each -> {
                    Figure figure = find(own, last, rank, each.getKey(), each.getValue());
                    return figure != null && figures.add(figure);
                });
            }
        }
        figures.sort(Comparator.comparing(Figure::code));
        return figures;
    }

    /** Ids grow with time. */
    private List<AreaDirectory> lastFirst(Set<String> versions) {
        return versions.stream()
                .sorted(Comparator.comparing(Long::parseLong, Comparator.reverseOrder()))
                .map(version -> areas.version(version).snapshot().directory())
                .toList();
    }

    private static @Nullable Figure find(
            AreaBounds.Code own, List<AreaDirectory> last, int rank, String code, Count count) {
        for (AreaDirectory directory : last) {
            OptionalInt ordinal = directory.findByCode(rank, code);
            if (ordinal.isPresent() && isWithin(directory, ordinal.getAsInt(), own)) {
                return new Figure(directory, ordinal.getAsInt(), count);
            }
        }
        return null;
    }

    private static boolean isWithin(AreaDirectory directory, int ordinal, AreaBounds.Code own) {
        if (directory.level(ordinal) < own.rank()) {
            return false;
        }
        int above = directory.ancestorAt(ordinal, own.rank());
        return above >= 0 && directory.code(above).equals(own.code());
    }
}
