package org.servicemap.gazetteer;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/**
 * What somebody searches for.
 *
 * @param limit at most so many
 * @param kinds only these
 * @param near what lies nearer to it comes first among things that match alike
 */
public record Question(
        String text,
        int limit,
        Set<Hit.Kind> kinds,
        @Nullable LonLat near) {
    /** What has a position. */
    public static final Set<Hit.Kind> LOCATED =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(Hit.Kind.CATEGORY, Hit.Kind.MATTER)));

    public static final Set<Hit.Kind> EVERYTHING = Set.of(Hit.Kind.values());

    public Question {
        kinds = Set.copyOf(kinds);
    }

    public static Question of(String text, int limit) {
        return new Question(text, limit, EVERYTHING, null);
    }
}
