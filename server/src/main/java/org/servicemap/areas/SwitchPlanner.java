package org.servicemap.areas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.coverage.CoverageDiff;
import org.servicemap.areas.coverage.Crosswalk;
import org.servicemap.areas.coverage.Level;

/** What a switch from one version to another means for what hangs on areas, and its carrying out. */
final class SwitchPlanner {
    /** Smaller parts of an area that was split are not followed: they are what redrawn borders leave. */
    private static final double LEAST_SHARE = 0.05;

    private final List<AreaDependants> dependants;
    private final AreaVersions.Differ differ;
    private final ContentStore content;
    private final VersionStore store = new VersionStore();

    SwitchPlanner(List<AreaDependants> dependants, AreaVersions.Differ differ, ContentStore content) {
        this.dependants = List.copyOf(dependants);
        this.differ = differ;
        this.content = content;
    }

    SwitchPlan plan(Handle handle, AreaVersion former, AreaVersion next) {
        return plan(handle, former, next, former);
    }

    /** As above for a draft made on an older version: what that did not have yet is none that the draft gives up. */
    SwitchPlan plan(Handle handle, AreaVersion former, AreaVersion next, AreaVersion base) {
        List<AreaKey> gone = new ArrayList<>(store.gone(handle, former, next));
        if (base.id() != former.id()) {
            gone.removeAll(new HashSet<>(store.gone(handle, former, base)));
        }
        List<AreaDependants.Dependant> hanging = gone.isEmpty()
                ? List.of()
                : dependants.stream()
                        .flatMap(each -> each.on(handle, new HashSet<>(gone)).stream())
                        .toList();
        if (hanging.isEmpty()) {
            return new SwitchPlan(gone, hanging, List.of(), List.of(), SwitchPlan.Moment.NOW);
        }
        List<AreaKey> concerned =
                hanging.stream().map(AreaDependants.Dependant::area).distinct().toList();
        return along(crosswalk(handle, former, next), gone, hanging, concerned);
    }

    private static SwitchPlan along(
            Function<AreaKey, List<AreaDependants.Move>> crosswalk,
            List<AreaKey> gone,
            List<AreaDependants.Dependant> hanging,
            List<AreaKey> concerned) {
        List<AreaDependants.Move> moves = new ArrayList<>();
        List<AreaKey> stranded = new ArrayList<>();
        for (AreaKey area : concerned) {
            List<AreaDependants.Move> parts = crosswalk.apply(area);
            moves.addAll(parts);
            if (parts.isEmpty()) {
                stranded.add(area);
            }
        }
        return new SwitchPlan(gone, hanging, moves, stranded, SwitchPlan.Moment.NOW);
    }

    private Function<AreaKey, List<AreaDependants.Move>> crosswalk(
            Handle handle, AreaVersion former, AreaVersion next) {
        CoverageDiff diff = differ.between(content.coverage(handle, former), content.coverage(handle, next));
        var rankOf = former.levels().stream().collect(Collectors.toMap(Level::id, Level::rank));
        var byRank = diff.levels().stream()
                .collect(Collectors.toMap(
                        CoverageDiff.LevelDiff::level, CoverageDiff.LevelDiff::crosswalk, (BinaryOperator<Crosswalk>)
                                (one, same) -> one));
        Map<AreaKey, Double> before = store.surfaces(handle, former);
        Map<AreaKey, Double> after = store.surfaces(handle, next);
        return area -> Optional.ofNullable(byRank.get(rankOf.getOrDefault(area.level(), 0))).stream()
                .map(walk -> followed(walk.of(area.code())))
                .flatMap(List::stream)
                .map(share -> move(area, share, before, after))
                .toList();
    }

    private static AreaDependants.Move move(
            AreaKey area, Crosswalk.Share share, Map<AreaKey, Double> before, Map<AreaKey, Double> after) {
        AreaKey to = new AreaKey(area.level(), share.code());
        double whole = after.getOrDefault(to, 0.0);
        double part = share.share() * before.getOrDefault(area, 0.0);
        return new AreaDependants.Move(area, to, share.share(), whole > 0 ? Math.min(1, part / whole) : 1);
    }

    /** The largest in any case, and all others that are more than a trifle. */
    private static List<Crosswalk.Share> followed(List<Crosswalk.Share> shares) {
        List<Crosswalk.Share> sorted = shares.stream()
                .sorted(Comparator.comparingDouble(Crosswalk.Share::share)
                        .reversed()
                        .thenComparing(Crosswalk.Share::code))
                .toList();
        return sorted.stream()
                .filter(share -> share == sorted.get(0) || share.share() >= LEAST_SHARE)
                .toList();
    }

    /** Throws {@code confirmation_needed} when something hangs on areas that go, and nobody said yes. */
    static void requireConfirmed(SwitchPlan plan, boolean confirmed) {
        if (plan.needsConfirmation() && !confirmed) {
            throw new AreaException(
                    AreaException.CONFIRMATION_NEEDED,
                    "the version does not have areas on which something hangs ("
                            + plan.counts().values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum()
                            + " in all): "
                            + plan.hanging().stream()
                                    .limit(5)
                                    .map(one -> one.kind() + " " + one.id() + " on "
                                            + one.area().level() + " "
                                            + one.area().code())
                                    .collect(Collectors.joining(", "))
                            + "; confirm that it moves along (--yes)");
        }
    }

    void carryOut(Handle handle, SwitchPlan plan) {
        if (!plan.moves().isEmpty()) {
            dependants.forEach(each -> each.move(handle, plan.moves()));
        }
    }

    /** Keeps what stands before a version changes it. */
    void remember(Handle handle, long version, SwitchStore switches) {
        dependants.forEach(each -> switches.keep(handle, version, each.kind(), each.remember(handle)));
    }

    /** Puts back what was kept; false when nothing was: the version was taken up by a program that did not keep it. */
    boolean restore(Handle handle, long version, SwitchStore switches) {
        var kept = switches.kept(handle, version);
        for (AreaDependants each : dependants) {
            String state = kept.get(each.kind());
            if (state != null) {
                each.restore(handle, state);
            }
        }
        return !kept.isEmpty() || dependants.isEmpty();
    }
}
