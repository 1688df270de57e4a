package org.servicemap.insights;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Scope;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.insights.InsightCounts.Count;
import org.servicemap.insights.InsightCounts.Group;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.Unit;

/**
 * What an area, a unit (also an enterprise) or a group of those who came by one channel is asked for, beside the whole city: never a natural
 * person. Parts with requests of fewer than {@value #LEAST} people are not told, nor is a subject with fewer; nor the city's, beside it.
 */
public final class PortraitRoutes implements InsightGroup {
    static final int LEAST = 5;
    private static final int MOST = 8;
    private static final Param<String> OF = Param.text(
                    "of", "area:level:code, unit:code (with all below it) or channel:id (those who came by it)")
            .mandatory();
    private static final ErrorCode TOO_FEW =
            new ErrorCode(404, "too_few_for_a_portrait", "fewer people than would show a group and not persons");

    private final InsightGround ground;
    private final InsightScope scope;
    private final InsightCounts counts;

    public PortraitRoutes(InsightGround ground) {
        this.ground = ground;
        this.scope = new InsightScope(ground);
        this.counts = new InsightCounts(ground.facts());
    }

    @Describe("What an area, a unit or a group is asked for, beside all that the caller may see")
    record PortraitJson(
            String of,
            LocalText name,
            @Describe("First day of the period") LocalDate from,
            @Describe("Last day, included") LocalDate to,
            @Describe("Requests received in the period") long n,

            @Describe("In as many days before; null of too few people") @Nullable
            Long nBefore,

            @Describe("Share of all") double share,

            @Describe("Fewest people of whose requests anything is told")
            int least,

            List<PortraitRateJson> rates,

            @Describe("The most frequent, of the second level of the tree; those with too few are left out")
            List<PortraitPartJson> categories,

            List<PortraitPartJson> hours) {}

    @Describe("A measure here and in all")
    record PortraitRateJson(
            String measure,

            @Describe("0 to 1; null of too few people") @Nullable
            Double value,

            @Describe("The same of all; null of too few people") @Nullable
            Double all,

            @Describe("What it is a share of; null of too few people") @Nullable
            Long n) {}

    @Describe("A part of a portrait")
    record PortraitPartJson(
            String key,
            LocalText name,
            long n,
            @Describe("Of its requests") double share,

            @Describe("How many times as large a share as in all; null where all have none") @Nullable
            Double times) {}

    @Override
    public List<Route> routes() {
        return List.of(scope.route(
                        "portrait",
                        "getInsightPortrait",
                        "What an area, a unit, an enterprise or a group is asked for",
                        "Beside all that the caller may see. Never of a natural person: parts with requests of fewer than "
                                + LEAST
                                + " people are not told. Who said nothing of themselves is one person for each place of a top"
                                + " category.")
                .takes(OF, InsightScope.FROM, InsightScope.TO, InsightScope.WITHIN, InsightScope.CATEGORY)
                .etag(scope::tag)
                .fails(TOO_FEW)
                .json(PortraitJson.class, "The portrait", this::portrait));
    }

    /** Who is looked at, and the filter that finds its requests. */
    private record Subject(LocalText name, InsightFilter filter) {}

    private PortraitJson portrait(Exchange exchange) {
        InsightPeriod period = scope.period(exchange);
        InsightFilter all = scope.filterOfPlace(exchange);
        Subject subject = subject(exchange.get(OF), all, exchange);
        Map<Measure, Count> here = counts.all(List.of(Measure.values()), period, subject.filter());
        Map<Measure, Count> everywhere = counts.all(List.of(Measure.values()), period, all);
        Count received = here.getOrDefault(Measure.RECEIVED, Count.NONE);
        PortraitPeople people = people(Measure.RECEIVED, period, subject.filter());
        if (!people.areEnough()) {
            throw TOO_FEW.problem("requests of fewer than " + LEAST + " people in this time", "of");
        }
        long whole = everywhere.getOrDefault(Measure.RECEIVED, Count.NONE).n();
        return new PortraitJson(
                exchange.get(OF),
                subject.name(),
                period.from(),
                period.to(),
                received.n(),
                people.areEnoughBefore() ? received.before() : null,
                whole == 0 ? 0 : (double) received.n() / whole,
                LEAST,
                rates(new Both(here, everywhere), period, subject.filter(), all),
                categories(people, period, subject.filter(), all),
                hours(people, period, subject.filter(), all));
    }

    private PortraitPeople people(Measure measure, InsightPeriod period, InsightFilter filter) {
        return PortraitPeople.of(counts, ground.categories().get(), measure, period, filter);
    }

    /** Counts of the subject, and of all that the caller may see. */
    private record Both(Map<Measure, Count> here, Map<Measure, Count> everywhere) {}

    /** Whether enough people stand behind what measures look at; those by the same day look at the same. */
    private record Told(boolean here, boolean everywhere) {}

    private Subject subject(String of, InsightFilter all, Exchange exchange) {
        String[] parts = of.split(":", 3);
        return switch (parts[0]) {
            case "area" -> area(parts, all);
            case "unit" -> unit(parts.length > 1 ? parts[1] : "", all, exchange);
            case "channel" ->
                new Subject(
                        LocalText.of("und", parts.length > 1 ? parts[1] : ""),
                        new InsightFilter(
                                all.units(),
                                all.areas(),
                                all.bounds(),
                                all.categories(),
                                parts.length > 1 ? parts[1] : "",
                                null,
                                null));
            default -> throw unknown();
        };
    }

    private static RuntimeException unknown() {
        return ErrorCode.INVALID_PARAMETER.problem("area:level:code, unit:code or channel:id", "of");
    }

    private Subject area(String[] parts, InsightFilter all) {
        if (parts.length < 3) {
            throw unknown();
        }
        int rank = scope.rank(parts[1], "of");
        AreaDirectory directory = ground.areas().current().snapshot().directory();
        int ordinal = directory.findByCode(rank, parts[2]).orElse(-1);
        if (ordinal < 0) {
            throw unknown();
        }
        Map<Integer, String> areas = new HashMap<>(all.areas());
        String bound = areas.putIfAbsent(rank, parts[2]);
        if (bound != null && !bound.equals(parts[2])) {
            throw ErrorCode.OUT_OF_SCOPE.problem("you may look at " + bound + " only", "of");
        }
        return new Subject(
                directory.name(ordinal),
                new InsightFilter(all.units(), areas, all.bounds(), all.categories(), null, null, null));
    }

    private Subject unit(String code, InsightFilter all, Exchange exchange) {
        Unit unit = ground.units().get().find(code).orElseThrow(PortraitRoutes::unknown);
        List<String> may = Scope.units(ground.units().get(), exchange.caller());
        List<String> within = ground.units().get().list().stream()
                .map(Unit::code)
                .filter(each -> isWithin(each, code))
                .filter(each -> may == null || may.contains(each))
                .toList();
        if (within.isEmpty()) {
            throw ErrorCode.OUT_OF_SCOPE.problem("you may not look at this unit", "of");
        }
        return new Subject(
                unit.name(), new InsightFilter(within, all.areas(), all.bounds(), all.categories(), null, null, null));
    }

    private boolean isWithin(String code, String above) {
        String at = code;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (at.equals(above)) {
                return true;
            }
            at = ground.units().get().find(at).map(Unit::parent).orElse(null);
        }
        return false;
    }

    private List<PortraitRateJson> rates(Both both, InsightPeriod period, InsightFilter filter, InsightFilter all) {
        Map<String, Told> told = new HashMap<>();
        List<PortraitRateJson> rates = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            if (measure.isShare()) {
                Told may = told.computeIfAbsent(measure.day(), day -> told(measure, period, filter, all));
                rates.add(rate(measure, both, may));
            }
        }
        return rates;
    }

    /** The subject is a part of all: where it is enough, all are. */
    private Told told(Measure measure, InsightPeriod period, InsightFilter filter, InsightFilter all) {
        boolean here = people(measure, period, filter).areEnough();
        return new Told(here, here || people(measure, period, all).areEnough());
    }

    private static PortraitRateJson rate(Measure measure, Both both, Told told) {
        Count here = both.here().getOrDefault(measure, Count.NONE);
        Count everywhere = both.everywhere().getOrDefault(measure, Count.NONE);
        return new PortraitRateJson(
                measure.key(),
                told.here() ? here.value(measure) : null,
                told.everywhere() ? everywhere.value(measure) : null,
                told.here() ? here.n() : null);
    }

    private List<PortraitPartJson> categories(
            PortraitPeople people, InsightPeriod period, InsightFilter filter, InsightFilter all) {
        CategoryTree tree = ground.categories().get();
        Map<String, Long> here = sums(counts.byCategory(Measure.RECEIVED, period, filter), tree);
        Map<String, Long> there = sums(counts.byCategory(Measure.RECEIVED, period, all), tree);
        return PortraitParts.of(here, there, people::areEnoughOfCategory, people::areEnoughOfCategories).stream()
                .map(each -> new PortraitPartJson(
                        each.key(),
                        tree.find(each.key()).map(Category::name).orElse(each.name()),
                        each.n(),
                        each.share(),
                        each.times()))
                .limit(MOST)
                .toList();
    }

    private List<PortraitPartJson> hours(
            PortraitPeople people, InsightPeriod period, InsightFilter filter, InsightFilter all) {
        List<PortraitPartJson> hours = new ArrayList<>(PortraitParts.of(
                byHour(period, filter), byHour(period, all), people::areEnoughAtHour, people::areEnoughAtHours));
        hours.sort(Comparator.comparingInt(each -> Integer.parseInt(each.key())));
        return hours;
    }

    private Map<String, Long> byHour(InsightPeriod period, InsightFilter filter) {
        Map<String, Long> hours = new HashMap<>();
        counts.byHour(period, filter)
                .forEach(each -> hours.put(each.key(), each.count().n()));
        return hours;
    }

    /** By the category below the top one. */
    private static Map<String, Long> sums(List<Group> groups, CategoryTree tree) {
        Map<String, Long> sums = new HashMap<>();
        for (Group group : groups) {
            sums.merge(PortraitPeople.second(tree, group.key()), group.count().n(), Long::sum);
        }
        return sums;
    }
}
