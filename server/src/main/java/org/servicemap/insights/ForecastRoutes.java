package org.servicemap.insights;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Scope;
import org.servicemap.areas.coverage.Level;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.http.Caller;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.insights.forecast.Backtest;
import org.servicemap.insights.forecast.DaySeries;
import org.servicemap.insights.forecast.DayTypes;
import org.servicemap.insights.forecast.Forecaster;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/** How many requests the next days bring, of an area and a category, with how well that was foretold before. */
public final class ForecastRoutes implements RouteGroup {
    private static final int HISTORY = 400;
    private static final int ORIGINS = 8;
    private static final double COVERED = 0.9;
    private static final Param<String> WITHIN = Param.text("within", "Only in this area, as level:code");
    private static final Param<String> CATEGORY = Param.text("category", "Only this category and those below it");
    private static final Param<Integer> DAYS = Param.integer("days", 1, 28, "So many days from today on; default 14");

    private final InsightGround ground;
    private final Supplier<WorkingCalendar> calendar;
    private final InsightCounts counts;

    public ForecastRoutes(InsightGround ground, Supplier<WorkingCalendar> calendar) {
        this.ground = ground;
        this.calendar = calendar;
        this.counts = new InsightCounts(ground.facts());
    }

    @Describe("What the next days bring")
    record ForecastJson(
            @Describe("Days of the past that it was learnt from, the last one yesterday")
            int historyDays,

            @Describe("The share of days that intervals are made to hold")
            double intervalShare,

            @Describe("The same forecast made in earlier weeks and compared with what came; null with too little past")
            @Nullable
            ForecastProofJson backtest,

            @Describe("None while nothing of the past is known")
            List<ForecastDayJson> items) {}

    @Describe("A day to come")
    record ForecastDayJson(
            LocalDate day,
            double expected,
            int low,
            @Describe("Included, as low is") int high) {}

    @Describe("How well it was foretold")
    record ForecastProofJson(
            @Describe("Days compared") int days,
            @Describe("Requests a day") double mean,

            @Describe("Mean absolute error over that of taking the same weekday of the week before")
            double mase,

            @Describe("The same of repeating the last week known; when it is lower, do that instead")
            double naiveMase,

            boolean naiveWins,

            @Describe("The share of days that were within their interval")
            double covered) {}

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
        return List.of(Route.get(HttpServer.API + "/insights/forecasts", "getForecast")
                .summary("Requests expected on the next days, with intervals and their proof")
                .description(
                        "Smoothed level with weekdays and holidays. Without sensitive requests. Who is bound to a unit or"
                                + " area sees what is there.")
                .roles(Role.SUPERVISOR, Role.ANALYST, Role.LEAD, Role.ADMINISTRATOR)
                .takes(WITHIN, CATEGORY, DAYS)
                .fails(InsightRoutes.NO_FACTS, ErrorCode.OUT_OF_SCOPE)
                .json(ForecastJson.class, "The days to come", this::read));
    }

    private ForecastJson read(Exchange exchange) {
        if (ground.facts().position() == null) {
            throw InsightRoutes.NO_FACTS.problem("the facts are being built; try again in a moment");
        }
        int days = exchange.get(DAYS, 14);
        DaySeries series = series(filter(exchange));
        Forecaster forecaster = new Forecaster(types(), COVERED);
        Backtest.Result proof = Backtest.of(series, forecaster, days, ORIGINS);
        return new ForecastJson(
                series.length(),
                COVERED,
                proof.isTold() ? json(proof) : null,
                series.length() == 0 ? List.of() : days(forecaster.next(series, days)));
    }

    private static List<ForecastDayJson> days(List<Forecaster.Day> days) {
        return days.stream()
                .map(day -> new ForecastDayJson(day.date(), day.expected(), day.low(), day.high()))
                .toList();
    }

    private static ForecastProofJson json(Backtest.Result proof) {
        return new ForecastProofJson(
                proof.days(), proof.mean(), proof.mase(), proof.naiveMase(), proof.naiveWins(), proof.covered());
    }

    private DayTypes types() {
        WorkingCalendar now = calendar.get();
        return new DayTypes(now.holidays().keySet(), now.makeUpDays(), 0, 0);
    }

    /** From the first day on which anything of any kind was received: days before it are not known, days after it without requests are zero. */
    private DaySeries series(InsightFilter filter) {
        LocalDate today = LocalDate.ofInstant(
                ground.clock().instant(), ground.city().get().zone());
        InsightPeriod past = new InsightPeriod(today.minusDays(HISTORY), today.minusDays(1));
        InsightFilter all = new InsightFilter(null, Map.of(), null, null, null);
        LocalDate first = counts.byDay(Measure.RECEIVED, past, all).stream()
                .map(InsightCounts.Day::day)
                .findFirst()
                .orElse(today);
        double[] daily = new double[(int) (today.toEpochDay() - first.toEpochDay())];
        for (InsightCounts.Day day : counts.byDay(Measure.RECEIVED, past, filter)) {
            daily[(int) (day.day().toEpochDay() - first.toEpochDay())] = day.n();
        }
        return new DaySeries(first, daily);
    }

    private InsightFilter filter(Exchange exchange) {
        Caller caller = exchange.caller();
        String category = exchange.find(CATEGORY);
        return new InsightFilter(
                Scope.units(ground.units().get(), caller),
                within(exchange.find(WITHIN), caller),
                category == null ? null : below(category),
                null,
                null);
    }

    private List<String> below(String category) {
        CategoryTree tree = ground.categories().get();
        return tree.list().stream()
                .map(Category::code)
                .filter(code -> tree.isWithin(code, category))
                .toList();
    }

    /** The area asked for and the one that the caller is bound to. */
    private Map<Integer, String> within(@Nullable String asked, Caller caller) {
        Map<Integer, String> areas = new HashMap<>();
        if (asked != null) {
            String[] parts = asked.split(":", 2);
            areas.put(rank(parts[0]), parts.length == 2 ? parts[1] : "");
        }
        String level = caller.areaLevel();
        String own = caller.area();
        if (level != null && own != null) {
            String other = areas.put(rank(level), own);
            if (other != null && !other.equals(own)) {
                throw ErrorCode.OUT_OF_SCOPE.problem("you may look at " + own + " only", "within");
            }
        }
        return areas;
    }

    private int rank(String level) {
        return ground.city().get().levels().stream()
                .filter(each -> each.id().equals(level))
                .mapToInt(Level::rank)
                .findFirst()
                .orElseThrow(() ->
                        ErrorCode.INVALID_PARAMETER.problem("within is level:code, as district:110101", "within"));
    }
}
