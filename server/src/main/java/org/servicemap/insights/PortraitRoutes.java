package org.servicemap.insights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
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
import org.servicemap.http.RouteGroup;
import org.servicemap.insights.InsightCounts.Count;
import org.servicemap.insights.InsightCounts.Group;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.Unit;

/**
 * What an area, a unit (also an enterprise) or a group of those who came by one channel is asked for, beside the whole city: never a natural
 * person. Parts with fewer than {@value #LEAST} requests are not told, nor is a subject with fewer.
 */
public final class PortraitRoutes implements RouteGroup {
    static final int LEAST = 5;
    private static final int MOST = 8;
    private static final Param<String> OF = Param.text(
                    "of", "area:level:code, unit:code (with all below it) or channel:id (those who came by it)")
            .mandatory();
    private static final ErrorCode TOO_FEW =
            new ErrorCode(404, "too_few_for_a_portrait", "fewer requests than would show a group and not persons");

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
            @Describe("Requests received in the period") long n,
            @Describe("In as many days before") long nBefore,
            @Describe("Share of all") double share,

            @Describe("Fewest requests of which anything is told")
            int least,

            List<PortraitRateJson> rates,

            @Describe("The most frequent, of the second level of the tree; those with too few are left out")
            List<PortraitPartJson> categories,

            List<PortraitPartJson> hours) {}

    @Describe("A measure here and in all")
    record PortraitRateJson(
            String measure,
            @Describe("0 to 1; null with too few") @Nullable Double value,
            @Nullable Double all,
            @Describe("What it is a share of") long n) {}

    @Describe("A part of a portrait")
    record PortraitPartJson(
            String key,
            LocalText name,
            long n,
            @Describe("Of its requests") double share,

            @Describe("How many times as large a share as in all; null where all have none") @Nullable
            Double times) {}

    @Override
    public String tag() {
        return "insights";
    }

    @Override
    public String description() {
        return "Analysis of requests";
    }

    @Override
    public List<Route> routes() {
        return List.of(scope.route(
                        "portrait",
                        "getInsightPortrait",
                        "What an area, a unit, an enterprise or a group is asked for",
                        "Beside all that the caller may see. Never of a natural person: parts with fewer than " + LEAST
                                + " requests are not told.")
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
        if (received.n() < LEAST) {
            throw TOO_FEW.problem("fewer than " + LEAST + " requests in this time", "of");
        }
        long whole = everywhere.getOrDefault(Measure.RECEIVED, Count.NONE).n();
        return new PortraitJson(
                exchange.get(OF),
                subject.name(),
                received.n(),
                received.before() < LEAST ? 0 : received.before(),
                whole == 0 ? 0 : (double) received.n() / whole,
                LEAST,
                rates(here, everywhere),
                categories(period, subject.filter(), all),
                hours(period, subject.filter(), all));
    }

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
                directory.name(ordinal), new InsightFilter(all.units(), areas, all.categories(), null, null, null));
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
        return new Subject(unit.name(), new InsightFilter(within, all.areas(), all.categories(), null, null, null));
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

    private static List<PortraitRateJson> rates(Map<Measure, Count> here, Map<Measure, Count> everywhere) {
        Map<Measure, PortraitRateJson> rates = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            Count count = here.getOrDefault(measure, Count.NONE);
            if (measure.isShare()) {
                boolean told = count.n() >= LEAST;
                rates.put(
                        measure,
                        new PortraitRateJson(
                                measure.key(),
                                told ? count.value(measure) : null,
                                everywhere.getOrDefault(measure, Count.NONE).value(measure),
                                told ? count.n() : 0));
            }
        }
        return List.copyOf(rates.values());
    }

    private List<PortraitPartJson> categories(InsightPeriod period, InsightFilter filter, InsightFilter all) {
        CategoryTree tree = ground.categories().get();
        Map<String, Long> here = sums(counts.byCategory(Measure.RECEIVED, period, filter), tree);
        return parts(here, sums(counts.byCategory(Measure.RECEIVED, period, all), tree)).stream()
                .map(each -> new PortraitPartJson(
                        each.key(),
                        tree.find(each.key()).map(Category::name).orElse(each.name()),
                        each.n(),
                        each.share(),
                        each.times()))
                .limit(MOST)
                .toList();
    }

    private List<PortraitPartJson> hours(InsightPeriod period, InsightFilter filter, InsightFilter all) {
        List<PortraitPartJson> hours = new ArrayList<>(parts(byHour(period, filter), byHour(period, all)));
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
            List<Category> lineage = tree.lineage(group.key());
            String key = lineage.isEmpty()
                    ? group.key()
                    : lineage.get(Math.max(0, lineage.size() - 2)).code();
            sums.merge(key, group.count().n(), Long::sum);
        }
        return sums;
    }

    /** The largest first; those with too few are left out. */
    private static List<PortraitPartJson> parts(Map<String, Long> here, Map<String, Long> all) {
        double sum = here.values().stream().mapToLong(Long::longValue).sum();
        double whole = all.values().stream().mapToLong(Long::longValue).sum();
        return here.entrySet().stream()
                .filter(each -> each.getValue() >= LEAST)
                .map(each -> {
                    double share = each.getValue() / sum;
                    long there = all.getOrDefault(each.getKey(), 0L);
                    return new PortraitPartJson(
                            each.getKey(),
                            LocalText.of("und", each.getKey()),
                            each.getValue(),
                            share,
                            there == 0 ? null : Double.valueOf(share / (there / whole)));
                })
                .sorted(Comparator.comparingLong(PortraitPartJson::n).reversed().thenComparing(PortraitPartJson::key))
                .toList();
    }
}
