package org.servicemap.areas.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Carries a draft of one area's children over to another version than the one it was made on. That is allowed where the other version left that area and
 * everything in it alone: then the result has the draft's areas inside it and the other version's outside, and nothing else; borders may
 * gain vertices where both sides were redrawn ({@link SameArea}).
 */
public final class CarriedDraft {
    /** Where both sides of a border got vertices, rounding leaves splinters far below this many m². */
    private static final CoverageOptions OPTIONS = new CoverageOptions(false, 1, 1, Map.of());

    private final Coverage base;
    private final Coverage draft;
    private final Coverage now;
    private final int level;
    private final String code;

    private CarriedDraft(Coverage base, Coverage draft, Coverage now, int level, String code) {
        this.base = base;
        this.draft = draft;
        this.now = now;
        this.level = level;
        this.code = code;
    }

    /**
     * The draft as it would be, had it been made on the other version; empty when both changed the same.
     *
     * @param base what the draft was made on
     * @param now what it is to be made on
     * @param level rank of the area whose children the draft replaces
     * @param code that area's code
     */
    public static Optional<Coverage> onto(Coverage base, Coverage draft, Coverage now, int level, String code) {
        return new CarriedDraft(base, draft, now, level, code).run();
    }

    private Optional<Coverage> run() {
        OptionalInt parent = ordinal(now);
        if (parent.isEmpty() || !sameFrame() || !same(inside(base), inside(now))) {
            return Optional.empty();
        }
        Map<String, AreaIn> meant = inside(draft);
        int finest = coarsestChange(inside(base), meant);
        if (finest == Integer.MAX_VALUE) {
            return Optional.of(now);
        }
        List<SourceFeature> features = meant.values().stream()
                .filter(each -> each.area().level() >= finest)
                .map(this::feature)
                .toList();
        Coverage made = CoverageBuilder.replaceChildren(now, parent.getAsInt(), features, OPTIONS)
                .coverage();
        return Optional.ofNullable(made).filter(this::isBoth);
    }

    private boolean sameFrame() {
        return now.grid().equals(draft.grid()) && now.levels().equals(draft.levels());
    }

    private OptionalInt ordinal(Coverage coverage) {
        return coverage.areas().stream()
                .filter(area -> area.level() == level && area.code().equals(code))
                .mapToInt(CoverageArea::ordinal)
                .findFirst();
    }

    /** An area with its parent's key. */
    private record AreaIn(CoverageArea area, String parent) {
        boolean same(AreaIn other) {
            return parent.equals(other.parent) && SameArea.is(area, other.area);
        }
    }

    private static String key(CoverageArea area) {
        return area.level() + "/" + area.code();
    }

    private static AreaIn in(Coverage coverage, CoverageArea area) {
        return new AreaIn(area, area.parent() < 0 ? "" : key(coverage.areas().get(area.parent())));
    }

    private Map<String, AreaIn> inside(Coverage coverage) {
        return select(coverage, true);
    }

    /** The areas below the one whose children are replaced, or all others, that one among them. */
    private Map<String, AreaIn> select(Coverage coverage, boolean below) {
        int top = ordinal(coverage).orElse(-1);
        boolean[] inside = new boolean[coverage.areas().size()];
        List<AreaIn> selected = new ArrayList<>();
        for (CoverageArea area : coverage.areas()) {
            int parent = area.parent();
            inside[area.ordinal()] = parent >= 0 && (parent == top || inside[parent]);
            if (inside[area.ordinal()] == below) {
                selected.add(in(coverage, area));
            }
        }
        return selected.stream().collect(Collectors.toMap(each -> key(each.area()), Function.identity()));
    }

    private static boolean same(Map<String, AreaIn> before, Map<String, AreaIn> after) {
        return before.keySet().equals(after.keySet()) && coarsestChange(before, after) == Integer.MAX_VALUE;
    }

    /** The coarsest level with a difference, or {@link Integer#MAX_VALUE}. */
    private static int coarsestChange(Map<String, AreaIn> before, Map<String, AreaIn> after) {
        int one = coarsestOnlyOrOther(before, after);
        return Math.min(one, coarsestOnlyOrOther(after, before));
    }

    private static int coarsestOnlyOrOther(Map<String, AreaIn> these, Map<String, AreaIn> those) {
        return these.entrySet().stream()
                .filter(entry -> {
                    AreaIn other = those.get(entry.getKey());
                    return other == null || !entry.getValue().same(other);
                })
                .mapToInt(entry -> entry.getValue().area().level())
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private SourceFeature feature(AreaIn each) {
        CoverageArea area = each.area();
        String parent = each.parent().substring(each.parent().indexOf('/') + 1);
        return new SourceFeature(
                area.level(),
                "",
                area.ordinal() + 1L,
                area.code(),
                parent,
                area.name(),
                area.attributes(),
                GridGeometry.toGeometry(draft.grid(), area.shape()));
    }

    /** Trust is good: the draft's areas inside, the other version's outside. */
    private boolean isBoth(Coverage made) {
        return same(inside(draft), inside(made)) && same(select(now, false), select(made, false));
    }
}
