package org.servicemap.insights.briefs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.http.Caller;
import org.servicemap.http.FormerArea;

/**
 * Which archived reports are of an area that a caller's area was before, or of one in it: those that were read by a version of then. What was
 * read of the same code later is another area's. Who is bound to a unit beside has none. Pure.
 *
 * @param names of a version of the areas, by its id
 */
record FormerBriefs(Function<String, BriefNames> names) {
    /** A report's subject, and the version by which it was read. */
    record Read(String subject, String version) {
        /** As the store compares it. */
        String key() {
            return subject + " " + version;
        }
    }

    boolean cover(Caller caller, BriefSubject subject, String version) {
        return subject.kind().equals(BriefSubject.AREA)
                && of(caller).stream()
                        .filter(area -> area.versions().contains(version))
                        .anyMatch(area -> isWithin(names.apply(version), subject, area));
    }

    private static boolean isWithin(BriefNames then, BriefSubject subject, FormerArea area) {
        var ordinal = then.areas().directory().findByCode(then.rank(subject.level()), subject.code());
        return ordinal.isPresent() && then.isWithin(ordinal.getAsInt(), then.rank(area.level()), area.code());
    }

    /**
     * All that there may be.
     *
     * @param asked only of this subject, or of what the caller's own area was when that is asked for; null for all
     */
    List<Read> list(Caller caller, @Nullable String asked) {
        boolean ownArea = asked != null && asked.equals(key(caller.areaLevel(), caller.area()));
        List<Read> all = new ArrayList<>();
        for (FormerArea area : of(caller)) {
            for (String version : area.versions()) {
                BriefNames then = names.apply(version);
                AreaDirectory directory = then.areas().directory();
                for (int ordinal = 0; ordinal < directory.size(); ordinal++) {
                    String key = key(then.level(directory.level(ordinal)), directory.code(ordinal));
                    boolean wanted =
                            asked == null || asked.equals(key) || ownArea && key.equals(key(area.level(), area.code()));
                    if (wanted && then.isWithin(ordinal, then.rank(area.level()), area.code())) {
                        all.add(new Read(key, version));
                    }
                }
            }
        }
        return all;
    }

    private static String key(@Nullable String level, @Nullable String code) {
        return new BriefSubject(BriefSubject.AREA, String.valueOf(level), String.valueOf(code)).key();
    }

    private static List<FormerArea> of(Caller caller) {
        return caller.unit() == null && caller.area() != null ? caller.formerAreas() : List.of();
    }
}
