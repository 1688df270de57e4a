package org.servicemap.insights.risks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.insights.InsightGround;
import org.servicemap.insights.InsightRoutes;
import org.servicemap.insights.OutsideFigures;
import org.servicemap.insights.facts.FactQuery;
import org.servicemap.insights.risks.Contributions.Counts;
import org.servicemap.insights.risks.Contributions.Part;
import org.servicemap.text.LocalText;

/** What a rise is made of, and what an area, a unit or an enterprise is asked for: never a person. */
public final class DriverRoutes implements GovernanceGroup {
    private static final int USUAL_DAYS = 28;
    private static final int MOST = 10;
    private static final int HISTORY_DAYS = 730;
    private static final Param<Integer> DAYS =
            Param.integer("days", 7, 366, "So many days up to yesterday; default 28");
    private static final Param<String> AGAINST = Param.oneOf(
            "against", List.of("before", "year"), "Compared with as many days before, or 52 weeks ago; default before");
    private static final Param<String> LEVEL =
            Param.text("level", "Level of the areas; default that by which requests are dispatched");
    private static final Param<String> CATEGORY = Param.text("category", "Only this category and those below it");
    private static final Param<String> AREA = Param.text("area", "Only the area of this code, of the level");
    private static final Param<String> UNIT = Param.text("unit", "Only what this unit leads or led");

    private final InsightGround ground;
    private final RiskNames names;
    private final Predicate<LocalDate> works;
    private final Weather weather;

    /** @param works whether a day is a working day of the city */
    public DriverRoutes(InsightGround ground, Predicate<LocalDate> works, OutsideFigures outside) {
        this.ground = ground;
        this.works = works;
        weather = new Weather(outside, works);
        names = new RiskNames(ground);
    }

    @Describe("What a change is made of")
    record DriversJson(
            LocalDate from,
            @Describe("Included") LocalDate to,
            LocalDate fromBefore,
            LocalDate toBefore,
            long now,
            long before,

            @Describe("What the parts of each dimension add up to")
            long change,

            List<DriverDimensionJson> dimensions,

            @Describe(
                    "Figures from elsewhere by day, those that bring the most first; they overlap with the dimensions and with each other, and add up to nothing. Empty without such datasets")
            List<Weather.DriverWeatherJson> weather) {}

    @Describe("One way to take the change apart")
    record DriverDimensionJson(
            @Describe("category, area, channel or day") String dimension,

            @Describe("Those that bring the most first, whichever way")
            List<DriverPartJson> parts) {}

    @Describe("A part of a change")
    record DriverPartJson(
            @Describe(
                    "Null: all others together. Of days: working_days and free_days are how many such days there were, working_rate and free_rate requests on one")
            @Nullable
            String key,

            @Nullable LocalText name,
            double now,
            double before,
            double contribution,

            @Describe("Of the whole change; null when there is none") @Nullable
            Double share) {}

    @Override
    public List<Route> routes() {
        return List.of(Route.get(RiskRoutes.GOVERNANCE + "/drivers", "getDrivers")
                .summary("What a rise or fall is made of, by category, place, channel, kind of day and weather")
                .description(
                        "The parts of each dimension add up to the whole change; weather is what datasets by day go with. Without sensitive requests. Who is bound to a unit or area sees what is there.")
                .roles(RiskRoutes.READERS)
                .takes(DAYS, AGAINST, LEVEL, CATEGORY, AREA, UNIT)
                .fails(InsightRoutes.NO_FACTS)
                .json(DriversJson.class, "The parts", this::drivers));
    }

    /** What is looked at. */
    private record Asked(
            RiskWindow now,
            RiskWindow before,
            int rank,
            Reach reach,
            @Nullable String category,
            @Nullable String area,
            @Nullable String unit) {}

    private DriversJson drivers(Exchange exchange) {
        names.requireFacts();
        RiskWindow now = RiskWindow.ending(names.today().minusDays(1), exchange.get(DAYS, USUAL_DAYS));
        Asked asked = new Asked(
                now,
                exchange.get(AGAINST, "before").equals("year") ? now.yearBefore() : now.before(),
                names.rank(exchange.find(LEVEL)),
                Reach.of(ground, exchange.caller()),
                category(exchange.find(CATEGORY)),
                exchange.find(AREA),
                exchange.find(UNIT));
        List<Counts> categories = second(counts("r.category", asked));
        long sumNow = categories.stream().mapToLong(Counts::now).sum();
        long sumBefore = categories.stream().mapToLong(Counts::before).sum();
        double change = sumNow - sumBefore;
        return new DriversJson(
                now.from(),
                now.to(),
                asked.before().from(),
                asked.before().to(),
                sumNow,
                sumBefore,
                sumNow - sumBefore,
                List.of(
                        dimension("category", Contributions.of(categories, MOST), change, asked),
                        dimension(
                                "area", Contributions.of(counts("r.area_" + asked.rank(), asked), MOST), change, asked),
                        dimension("channel", Contributions.of(counts("r.channel", asked), MOST), change, asked),
                        dimension("day", Contributions.ofDays(days(asked)), change, asked)),
                weather(asked));
    }

    /** Learned from up to two years, from the first day on that has a request. */
    private List<Weather.DriverWeatherJson> weather(Asked asked) {
        LocalDate earliest = asked.now().to().minusDays(HISTORY_DAYS - 1L);
        FactQuery query = new FactQuery()
                .add("SELECT r.received_day, count(*) FROM request_facts r WHERE")
                .add("r.received_day BETWEEN ? AND ? AND", earliest, asked.now().to());
        bounds(query, asked).add("GROUP BY 1");
        Map<LocalDate, Long> byDay = new LinkedHashMap<>();
        query.list(ground.facts(), rs -> byDay.put(rs.getObject(1, LocalDate.class), rs.getLong(2)));
        LocalDate first = byDay.keySet().stream()
                .min(Comparator.naturalOrder())
                .orElse(asked.now().to());
        return weather.of(asked.now(), asked.before(), first, byDay);
    }

    private @Nullable String category(@Nullable String code) {
        if (code != null && ground.categories().get().find(code).isEmpty()) {
            throw ErrorCode.INVALID_PARAMETER.problem("there is no such category", "category");
        }
        return code;
    }

    private DriverDimensionJson dimension(String dimension, List<Part> parts, double change, Asked asked) {
        return new DriverDimensionJson(
                dimension,
                parts.stream()
                        .map(part -> new DriverPartJson(
                                part.key(),
                                name(dimension, part.key(), asked.rank()),
                                part.now(),
                                part.before(),
                                part.contribution(),
                                change == 0 ? null : part.contribution() / change + 0.0))
                        .toList());
    }

    private @Nullable LocalText name(String dimension, @Nullable String key, int rank) {
        if (key == null) {
            return null;
        }
        return switch (dimension) {
            case "category" -> names.category(key);
            case "area" -> names.area(rank, key);
            case "channel" -> names.channel(key);
            default -> null;
        };
    }

    /** A category under which all of it would stand is taken apart further. */
    private List<Counts> second(List<Counts> leaves) {
        Map<String, Counts> sums = new LinkedHashMap<>();
        for (Counts each : leaves) {
            String key =
                    each.key() == null ? "" : Risers.second(ground.categories().get(), each.key());
            sums.merge(
                    key,
                    new Counts(key.isEmpty() ? null : key, each.now(), each.before()),
                    (one, other) -> new Counts(one.key(), one.now() + other.now(), one.before() + other.before()));
        }
        return new ArrayList<>(sums.values());
    }

    private List<Counts> counts(String key, Asked asked) {
        FactQuery query = new FactQuery()
                .add(
                        "SELECT " + key + ", count(*) FILTER (r.received_day BETWEEN ? AND ?),",
                        asked.now().from(),
                        asked.now().to())
                .add(
                        "count(*) FILTER (r.received_day BETWEEN ? AND ?)",
                        asked.before().from(),
                        asked.before().to())
                .add("FROM request_facts r WHERE");
        where(query, asked).add("GROUP BY 1 ORDER BY 1");
        return query.list(ground.facts(), rs -> new Counts(rs.getString(1), rs.getLong(2), rs.getLong(3))).stream()
                .filter(each -> each.now() + each.before() > 0)
                .toList();
    }

    private FactQuery where(FactQuery query, Asked asked) {
        query.add(
                "r.received_day BETWEEN ? AND ? AND",
                asked.before().from(),
                asked.now().to());
        return bounds(query, asked);
    }

    /** All but the days. */
    private FactQuery bounds(FactQuery query, Asked asked) {
        asked.reach().where(query);
        String category = asked.category();
        if (category != null) {
            query.add("AND")
                    .addOneOf("r.category", KeyRisks.below(ground.categories().get(), category));
        }
        String area = asked.area();
        if (area != null) {
            query.add("AND r.area_" + asked.rank() + " = ?", area);
        }
        String unit = asked.unit();
        if (unit != null) {
            query.add("AND coalesce(r.called_back_for, r.unit) = ?", unit);
        }
        return query;
    }

    private List<Contributions.Days> days(Asked asked) {
        FactQuery query = new FactQuery().add("SELECT r.received_day, count(*) FROM request_facts r WHERE");
        where(query, asked).add("GROUP BY 1");
        Map<LocalDate, Long> byDay = new LinkedHashMap<>();
        query.list(ground.facts(), rs -> byDay.put(rs.getObject(1, LocalDate.class), rs.getLong(2)));
        return List.of(of("working", true, asked, byDay), of("free", false, asked, byDay));
    }

    private Contributions.Days of(String kind, boolean working, Asked asked, Map<LocalDate, Long> byDay) {
        List<LocalDate> now = days(asked.now(), working);
        List<LocalDate> before = days(asked.before(), working);
        return new Contributions.Days(kind, sum(now, byDay), sum(before, byDay), now.size(), before.size());
    }

    private List<LocalDate> days(RiskWindow window, boolean working) {
        return window.from()
                .datesUntil(window.to().plusDays(1))
                .filter(day -> works.test(day) == working)
                .toList();
    }

    private static long sum(List<LocalDate> days, Map<LocalDate, Long> byDay) {
        return days.stream().mapToLong(day -> byDay.getOrDefault(day, 0L)).sum();
    }
}
