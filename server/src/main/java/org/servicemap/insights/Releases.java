package org.servicemap.insights;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.storage.Database;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/**
 * Releases each closed month once: counts of requests by level, area and top category, without categories that are sensitive or whose
 * publication policy is {@code none}, suppressed by {@link Suppression}, and how many of them were solved by then, suppressed by {@link
 * SolvedSuppression}. What was released is never cut again, whatever is
 * received, corrected or erased later; so two releases never differ by a person. Thread-safe.
 */
public final class Releases {
    private static final String SENSITIVE = "sensitive";
    private static final String NONE = "none";
    private static final String POINT = "point";

    private final Database database;
    private final Supplier<City> city;
    private final PublishedAreas areas;
    private final Supplier<CategoryTree> categories;
    private final RequestCounts counts;
    private final Clock clock;
    private final ReleaseStore store = new ReleaseStore();
    private volatile @Nullable List<Release> known;

    public Releases(
            Database database,
            Supplier<City> city,
            PublishedAreas areas,
            Supplier<CategoryTree> categories,
            RequestCounts counts,
            Clock clock) {
        this.database = database;
        this.city = city;
        this.areas = areas;
        this.categories = categories;
        this.counts = counts;
        this.clock = clock;
    }

    /** All releases, the earliest month first, as of the last {@link #watch} or release of this process. */
    public List<Release> list() {
        List<Release> now = known;
        return now == null ? refresh() : now;
    }

    private synchronized List<Release> refresh() {
        List<Release> all = database.inSnapshot(store::all);
        known = all;
        return all;
    }

    /** Takes up what other servers released; to be called again and again. */
    public void watch() {
        int now = database.jdbi().withHandle(store::count);
        List<Release> before = known;
        if (before == null || before.size() != now) {
            refresh();
        }
    }

    /**
     * Releases every month that is due: closed for as many days as the pack says, from the first request's month on, and whole. Safe on
     * several servers at once.
     *
     * @return the months that this call released
     */
    public List<YearMonth> releaseDue() {
        City now = city.get();
        ReleaseRules rules = ReleaseRules.of(now);
        Instant first = counts.first().orElse(null);
        if (first == null) {
            return List.of();
        }
        Set<YearMonth> there = database.jdbi().withHandle(store::months);
        LocalDate today = LocalDate.ofInstant(clock.instant(), now.zone());
        List<YearMonth> released = new ArrayList<>();
        YearMonth month = YearMonth.from(first.atZone(now.zone()));
        while (month.atEndOfMonth().plusDays(rules.days()).isBefore(today)) {
            if (!there.contains(month) && release(month, rules, now.zone())) {
                released.add(month);
            }
            month = month.plusMonths(1);
        }
        if (!released.isEmpty()) {
            refresh();
        }
        return released;
    }

    private boolean release(YearMonth month, ReleaseRules rules, ZoneId zone) {
        Instant from = month.atDay(1).atStartOfDay(zone).toInstant();
        Instant until = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        if (!counts.isComplete(until)) {
            return false;
        }
        List<Release.Cell> cells = cells(counts.between(from, until), rules);
        String version = version(month.atEndOfMonth());
        Release release =
                new Release(database.nextId(), month, version, rules.levels(), rules.k(), clock.instant(), cells);
        return database.inTransaction(handle -> store.add(handle, release));
    }

    /** The one on that day; of days before the first version the one in force. */
    private String version(LocalDate day) {
        LocalDate first = areas.versions().stream()
                .map(version -> version.effectiveFrom())
                .min(LocalDate::compareTo)
                .orElse(day);
        return day.isBefore(first)
                ? areas.current().snapshot().id()
                : areas.on(day).snapshot().id();
    }

    private List<Release.Cell> cells(List<RequestCounts.Counted> counted, ReleaseRules rules) {
        CategoryTree tree = categories.get();
        Unknowns unknowns = new Unknowns();
        Map<String, List<SolvedSuppression.Part>> byCategory = new LinkedHashMap<>();
        for (RequestCounts.Counted one : counted) {
            if (isPublic(tree, one.category())) {
                byCategory
                        .computeIfAbsent(top(tree, one.category()), key -> new ArrayList<>())
                        .add(new SolvedSuppression.Part(
                                new Suppression.Group(
                                        Suppression.path(rules.levels(), one.areas()),
                                        one.requests(),
                                        unknowns.people(one),
                                        tree.publication(one.category()).equals(POINT)),
                                one.solved()));
            }
        }
        List<Release.Cell> cells = new ArrayList<>();
        byCategory.forEach((category, parts) -> cells.addAll(cells(category, parts, rules.k())));
        return cells;
    }

    private static List<Release.Cell> cells(String category, List<SolvedSuppression.Part> parts, int k) {
        Map<String, Integer> counts = new Suppression(k)
                .publish(parts.stream().map(SolvedSuppression.Part::group).toList());
        Map<String, Integer> solved = new SolvedSuppression(k).publish(parts, counts);
        List<Release.Cell> cells = new ArrayList<>();
        counts.forEach((area, requests) -> cells.add(cell(area, category, requests, solved.get(area))));
        return cells;
    }

    /**
     * Who did not say who they are: one and the same person in each place, however often something came from there. That is the safe side
     * of what cannot be known. Ids of those who are known are positive.
     */
    private static final class Unknowns {
        private final Map<List<@Nullable String>, Long> byPlace = new HashMap<>();

        Set<Long> people(RequestCounts.Counted one) {
            if (!one.anonymous()) {
                return one.petitioners();
            }
            Set<Long> people = new HashSet<>(one.petitioners());
            people.add(byPlace.computeIfAbsent(one.areas(), place -> -1L - byPlace.size()));
            return people;
        }
    }

    private static Release.Cell cell(String area, String category, int requests, @Nullable Integer solved) {
        int colon = area.indexOf(':');
        return new Release.Cell(area.substring(0, colon), area.substring(colon + 1), category, requests, solved);
    }

    /** A category that is gone from the tree says nothing about itself any more: it is left out. */
    static boolean isPublic(CategoryTree tree, String category) {
        return tree.find(category).isPresent()
                && !tree.publication(category).equals(NONE)
                && !tree.flags(category).contains(SENSITIVE);
    }

    private static String top(CategoryTree tree, String category) {
        List<Category> lineage = tree.lineage(category);
        return lineage.get(lineage.size() - 1).code();
    }
}
