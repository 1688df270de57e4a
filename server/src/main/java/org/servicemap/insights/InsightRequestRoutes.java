package org.servicemap.insights;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.insights.InsightDetail.Case;

/** The requests behind a figure: by number, without words. Each is opened where its own permissions hold. */
public final class InsightRequestRoutes implements InsightGroup {
    private static final Param<String> COUNTING = Param.oneOf(
            "counting",
            List.of("all", "hits", "others"),
            "Of a share: those with the quality, the others, or (default) all that it is a share of");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 500, "At most so many; default 50");

    private final InsightScope scope;
    private final InsightDetail detail;
    private final RequestNumbers numbers;

    public InsightRequestRoutes(InsightGround ground, RequestNumbers numbers) {
        this.scope = new InsightScope(ground);
        this.detail = new InsightDetail(new InsightCounts(ground.facts()));
        this.numbers = numbers;
    }

    @Describe("A request that a figure counts")
    record InsightRequestJson(
            String number,
            OffsetDateTime receivedAt,
            String category,
            String channel,
            String state,
            @Nullable String unit,
            @Describe("By which it belongs to the period") LocalDate day,

            @Describe("Whether it has the quality that the measure is a share of; true for counts")
            boolean hit) {}

    @Override
    public List<Route> routes() {
        return List.of(scope.filtered(
                        "requests",
                        "listInsightRequests",
                        "The requests behind a figure",
                        "Those that the same filters and measure count, the latest first; numbers only, no words.")
                .takes(InsightScope.MEASURE, COUNTING, LIMIT, Cursor.PARAM)
                .fails(ErrorCode.BAD_CURSOR)
                .page(InsightRequestJson.class, "Requests", this::requests));
    }

    private Page<InsightRequestJson> requests(Exchange exchange) {
        Measure measure = InsightScope.measure(exchange);
        InsightPeriod period = scope.period(exchange);
        InsightFilter filter = scope.filter(exchange);
        String counting = exchange.get(COUNTING, "all");
        String asked = period + "|" + filter + "|" + measure + "|" + counting;
        int limit = exchange.get(LIMIT, 50);
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), asked);
        Boolean hit = counting.equals("all") ? null : (Boolean) counting.equals("hits");
        List<Case> found = detail.cases(measure, period, filter, hit, offset, limit + 1);
        Map<Long, String> known = numbers.of(found.stream().map(Case::id).toList());
        // what was just removed keeps its place on the page, so that the next one begins where it should
        Page<Case> page = Page.part(found, offset, limit, asked);
        return new Page<>(
                page.items().stream()
                        .filter(each -> known.containsKey(each.id()))
                        .map(each -> json(each, String.valueOf(known.get(each.id()))))
                        .toList(),
                page.next());
    }

    private static InsightRequestJson json(Case each, String number) {
        return new InsightRequestJson(
                number,
                each.receivedAt().atOffset(ZoneOffset.UTC),
                each.category(),
                each.channel(),
                each.state(),
                each.unit(),
                each.day(),
                each.hit());
    }
}
