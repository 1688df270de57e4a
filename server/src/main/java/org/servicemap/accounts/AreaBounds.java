package org.servicemap.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;

/**
 * Which requests a caller's area covers: those placed in it, by whichever version, and those placed under a code that it had before, by the
 * versions of then. This is the one place that says so; what looks for requests turns it into its own SQL. What lies in areas in force
 * (places, communities, grids) has their codes and asks {@link Scope}. Pure.
 *
 * @param codes null when the caller is bound to no area; empty when the city has no such level: then nothing is covered
 */
public record AreaBounds(@Nullable List<Code> codes) {
    public static final AreaBounds EVERYWHERE = new AreaBounds(null);

    /**
     * A code of an area at a level.
     *
     * @param rank of the level, 1 coarsest
     * @param versions by which a request must have been placed; null for any
     */
    public record Code(int rank, String code, @Nullable Set<String> versions) {}

    public AreaBounds {
        codes = codes == null ? null : List.copyOf(codes);
    }

    /** @param rankOf rank of a level by its id, 0 for one that the city does not have */
    public static AreaBounds of(Caller caller, ToIntFunction<String> rankOf) {
        String level = caller.areaLevel();
        String area = caller.area();
        if (level == null || area == null) {
            return EVERYWHERE;
        }
        List<Code> codes = new ArrayList<>();
        codes.add(new Code(rankOf.applyAsInt(level), area, null));
        caller.formerAreas().stream()
                .filter(each -> !each.level().equals(level) || !each.code().equals(area))
                .forEach(each -> codes.add(new Code(rankOf.applyAsInt(each.level()), each.code(), each.versions())));
        codes.removeIf(code -> code.rank() < 1);
        return new AreaBounds(codes);
    }

    public boolean isEverywhere() {
        return codes == null;
    }

    /** What is covered beside everywhere; nothing when that is everything. */
    public List<Code> listed() {
        return codes == null ? List.of() : codes;
    }

    /**
     * Whether a request is covered.
     *
     * @param codeAt the code of its area at a rank
     * @param version of the areas by which it was placed
     */
    public boolean covers(IntFunction<@Nullable String> codeAt, @Nullable String version) {
        return codes == null
                || codes.stream()
                        .anyMatch(each ->
                                each.code().equals(codeAt.apply(each.rank())) && isOf(each.versions(), version));
    }

    private static boolean isOf(@Nullable Set<String> versions, @Nullable String version) {
        return versions == null || version != null && versions.contains(version);
    }

    /** Whether a caller may ask for an area of a level to which it is bound itself: for no other than it has or had. */
    public boolean mayAskFor(int rank, String code) {
        return codes == null
                || codes.stream().noneMatch(each -> each.rank() == rank)
                || codes.stream()
                        .anyMatch(each -> each.rank() == rank && each.code().equals(code));
    }

    /** Whether this is the area that the caller is bound to now. */
    public boolean isOwn(int rank, String code) {
        return listed().stream()
                .anyMatch(each -> each.rank() == rank && each.code().equals(code) && each.versions() == null);
    }
}
