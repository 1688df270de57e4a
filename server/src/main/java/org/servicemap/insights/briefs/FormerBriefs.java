package org.servicemap.insights.briefs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.http.Caller;
import org.servicemap.http.FormerArea;

/**
 * Which archived reports are of an area that a caller's area was before, or of one in it: those that were read by a version of then. What was
 * read of the same code later is another area's. Who is bound to a unit beside has none. A version never changes, so what lies in an area of
 * it is looked up once and kept. Thread-safe.
 */
final class FormerBriefs {
    private static final int MOST_KEPT = 1000;

    private final Function<String, BriefNames> names;
    private final Cache<Within, List<String>> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    /** @param names of a version of the areas, by its id: dear, since old ones have to be read */
    FormerBriefs(Function<String, BriefNames> names) {
        this.names = names;
    }

    /** An area of a version. */
    private record Within(String version, String level, String code) {}

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
                        .anyMatch(area -> within(version, area).contains(subject.key()));
    }

    /** Keys of the subjects that lie in an area of a version, itself among them. */
    private List<String> within(String version, FormerArea area) {
        return kept.get(new Within(version, area.level(), area.code()), this::lookUp);
    }

    private List<String> lookUp(Within area) {
        BriefNames then = names.apply(area.version());
        AreaDirectory directory = then.areas().directory();
        int rank = then.rank(area.level());
        List<String> keys = new ArrayList<>();
        for (int ordinal = 0; ordinal < directory.size(); ordinal++) {
            if (then.isWithin(ordinal, rank, area.code())) {
                keys.add(key(then.level(directory.level(ordinal)), directory.code(ordinal)));
            }
        }
        return List.copyOf(keys);
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
            String itself = key(area.level(), area.code());
            for (String version : area.versions()) {
                for (String key : within(version, area)) {
                    if (asked == null || asked.equals(key) || ownArea && key.equals(itself)) {
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
