package org.servicemap.insights;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.insights.InsightForecasts.Series;
import org.servicemap.insights.forecast.Backtest;
import org.servicemap.insights.forecast.DaySeries;
import org.servicemap.insights.forecast.Forecaster;
import org.servicemap.text.LocalText;

/** How many requests the next days bring, of an area and a category, with how well that was foretold before. */
public final class ForecastRoutes implements InsightGroup {
    /** Days of the past that are shown beside the forecast. */
    private static final int SHOWN = 56;

    private static final Param<Integer> DAYS = Param.integer("days", 1, 28, "So many days from today on; default 14");
    private static final int USUAL = 200;
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 500, "At most so many series; default 200");
    private static final Param<String> LEVEL =
            Param.text("level", "Id of the areas' level").mandatory();

    private final InsightScope scope;
    private final InsightForecasts forecasts;

    public ForecastRoutes(InsightGround ground, Supplier<WorkingCalendar> calendar) {
        this.scope = new InsightScope(ground);
        this.forecasts = new InsightForecasts(ground, calendar);
    }

    @Describe("What the next days bring")
    record ForecastJson(
            @Describe("Days of the past that it was learnt from, the last one yesterday")
            int historyDays,

            @Describe(
                    "smoothed_week; seasonal_naive where repeating the last week did better in the backtest: that is told then")
            String method,

            @Describe("The share of days that intervals are made to hold")
            double intervalShare,

            @Describe("The same forecast made in earlier weeks and compared with what came; null with too little past")
            @Nullable
            ForecastProofJson backtest,

            @Describe("The last days of the past, the last one yesterday")
            List<ForecastPastJson> past,

            @Describe("None while nothing of the past is known")
            List<ForecastDayJson> items) {}

    @Describe("A day that was")
    record ForecastPastJson(LocalDate day, long n) {}

    @Describe("A day to come")
    record ForecastDayJson(
            LocalDate day,
            double expected,
            int low,
            @Describe("Included, as low is") int high,

            @Describe("The last known count of the same weekday: the seasonal-naive forecast")
            double naive) {}

    @Describe("How well it was foretold")
    record ForecastProofJson(
            @Describe("Days compared") int days,
            @Describe("Requests a day") double mean,

            @Describe("Mean absolute error over that of taking the same weekday of the week before")
            double mase,

            @Describe("The same of repeating the last week known; when it is lower, that is what is told")
            double naiveMase,

            boolean naiveWins,

            @Describe("The share of days that were within their interval, of the method that is told")
            double covered) {}

    @Describe("How well the requests of one area and category were foretold")
    record ForecastSeriesJson(
            String level,
            @Describe("Of the area") String code,
            LocalText name,

            @Describe("A top category; null for all requests together") @Nullable
            String category,

            @Nullable LocalText categoryName,
            @Describe("Days compared") int days,
            @Describe("Requests a day") double mean,
            double mase,
            double naiveMase,
            boolean naiveWins,

            @Describe("The share of days that were within their interval")
            double covered) {}

    @Override
    public List<Route> routes() {
        return List.of(
                scope.route(
                                "forecasts",
                                "getForecast",
                                "Requests expected on the next days, with intervals and their proof",
                                "Smoothed level with weekdays and holidays.")
                        .takes(InsightScope.WITHIN, InsightScope.CATEGORY, DAYS)
                        .etag(scope::tag)
                        .json(ForecastJson.class, "The days to come", this::read),
                scope.route(
                                "forecasts/series",
                                "listForecastSeries",
                                "How well each area's and category's requests were foretold",
                                "The same forecast made in earlier weeks, of all areas of a level, of all requests and by top"
                                        + " category, with at least one request a day. Where naive_wins, repeating the last week did"
                                        + " better. Series with too little past are left out, so a page may have fewer.")
                        .takes(LEVEL, InsightScope.WITHIN, InsightScope.CATEGORY, DAYS, LIMIT, Cursor.PARAM)
                        .etag(scope::tag)
                        .fails(ErrorCode.BAD_CURSOR)
                        .page(ForecastSeriesJson.class, "Each series, the greatest first", this::series));
    }

    private ForecastJson read(Exchange exchange) {
        scope.asOf();
        int days = exchange.get(DAYS, 14);
        DaySeries series = forecasts.series(scope.filterOfPlace(exchange));
        InsightForecasts.Told told = forecasts.next(series, days);
        return new ForecastJson(
                series.length(),
                told.naive() ? "seasonal_naive" : "smoothed_week",
                InsightForecasts.COVERED,
                told.proof().isTold() ? json(told) : null,
                past(series),
                series.length() == 0 ? List.of() : days(series, told.days()));
    }

    private static List<ForecastPastJson> past(DaySeries series) {
        double[] counts = series.counts();
        int from = Math.max(0, counts.length - SHOWN);
        return IntStream.range(from, counts.length)
                .mapToObj(at -> new ForecastPastJson(series.first().plusDays(at), Math.round(counts[at])))
                .toList();
    }

    private static List<ForecastDayJson> days(DaySeries series, List<Forecaster.Day> next) {
        List<Forecaster.Day> naive = Forecaster.naive(InsightForecasts.COVERED).next(series, next.size());
        return IntStream.range(0, next.size())
                .mapToObj(at -> json(next.get(at), naive.get(at).expected()))
                .toList();
    }

    private static ForecastDayJson json(Forecaster.Day day, double naive) {
        return new ForecastDayJson(day.date(), day.expected(), day.low(), day.high(), naive);
    }

    private static ForecastProofJson json(InsightForecasts.Told told) {
        Backtest.Result proof = told.proof();
        return new ForecastProofJson(
                proof.days(), proof.mean(), proof.mase(), proof.naiveMase(), proof.naiveWins(), told.covered());
    }

    private Page<ForecastSeriesJson> series(Exchange exchange) {
        scope.asOf();
        String level = exchange.get(LEVEL);
        int rank = scope.rank(level, "level");
        InsightFilter filter = scope.filterOfPlace(exchange);
        int days = exchange.get(DAYS, 14);
        int limit = exchange.get(LIMIT, USUAL);
        String key = Integer.toHexString(List.of(level, days, filter).hashCode());
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), key);
        InsightForecasts.Listed listed = forecasts.byArea(rank, filter, days, offset, limit);
        return new Page<>(
                listed.series().stream().map(each -> json(level, each)).toList(),
                offset + limit < listed.of() ? Cursor.at(key, offset + limit) : null);
    }

    private static ForecastSeriesJson json(String level, Series series) {
        Backtest.Result proof = series.proof();
        return new ForecastSeriesJson(
                level,
                series.area(),
                series.name(),
                series.category(),
                series.categoryName(),
                proof.days(),
                proof.mean(),
                proof.mase(),
                proof.naiveMase(),
                proof.naiveWins(),
                proof.covered());
    }
}
