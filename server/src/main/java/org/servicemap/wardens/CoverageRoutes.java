package org.servicemap.wardens;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaErrors;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.storage.Database;
import org.servicemap.wardens.AssignmentJson.GridNameJson;

/** How often each grid was visited. Visits, never tracks: neither positions nor who was where when. */
final class CoverageRoutes implements RouteGroup {
    private static final Param<LocalDate> FROM =
            Param.date("from", "First day that is counted; default: the Monday of the week of `to`");
    private static final Param<LocalDate> TO = Param.date("to", "Last day that is counted; default today");
    private static final Param<String> MISSED =
            Param.oneOf("missed", List.of("true"), "Only grids that were not visited in the week of `to`");
    private static final int MOST_DAYS = 366;

    private final Database database;
    private final AssignmentGrids grids;
    private final Assignments assignments;
    private final CoverageStore store;

    CoverageRoutes(Database database, AssignmentGrids grids, Assignments assignments, CoverageStore store) {
        this.database = database;
        this.grids = grids;
        this.assignments = assignments;
        this.store = store;
    }

    @Describe("A grid: who looks after it, and how often it was visited")
    record CoverageJson(
            GridNameJson grid,
            @Describe("A point inside, WGS 84") double lon,
            double lat,
            @Describe("Names; substitutes come last") List<String> wardens,
            @Describe("Names") List<String> stewards,

            @Describe("Daily inquiries in the days asked for")
            int inquiries,

            @Describe("Calls on people") int visits,
            @Describe("Things looked at") int checks,

            @Describe("Of these: the phone was not in the grid")
            int outside,

            @Describe("Of these: the phone did not say where it was")
            int withoutPosition,

            @Describe("Of these: by somebody whose grid it was not that day")
            int byOthers,

            @Describe("Ever, with the phone in the grid; null when never") @Nullable
            Instant lastVisitAt,

            @Describe("Since Monday, with the phone in the grid")
            boolean visitedThisWeek,

            int openTasks,
            int plans) {}

    @Override
    public String tag() {
        return "wardens";
    }

    @Override
    public String description() {
        return "Wardens and alley stewards: grids, plans, tasks, coverage";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(AssignmentRoutes.WARDENS + "/coverage", "listCoverage")
                .summary("How often each grid was visited, and who looks after it")
                .roles(AssignmentRoutes.READERS)
                .takes(AssignmentRoutes.AREA, FROM, TO, MISSED, AssignmentRoutes.LIMIT, Cursor.PARAM)
                .fails(AreaErrors.UNKNOWN_AREA, ErrorCode.OUT_OF_SCOPE, ErrorCode.BAD_CURSOR)
                .page(CoverageJson.class, "Grids by code", this::list));
    }

    private record Days(LocalDate from, LocalDate to) {}

    private Days days(Exchange exchange) {
        LocalDate to = exchange.get(TO, assignments.today());
        LocalDate from = exchange.get(FROM, Assignments.monday(to));
        if (from.isAfter(to) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw ErrorCode.OUT_OF_RANGE.problem("from 1 to " + MOST_DAYS + " days are counted", "from");
        }
        return new Days(from, to);
    }

    private Page<CoverageJson> list(Exchange exchange) {
        AssignmentScope scope = grids.scope(exchange.caller());
        AreaSnapshot snapshot = scope.snapshot();
        Days days = days(exchange);
        String area = exchange.find(AssignmentRoutes.AREA);
        boolean missed = exchange.find(MISSED) != null;
        int limit = exchange.get(AssignmentRoutes.LIMIT, AssignmentRoutes.USUAL);
        String key = snapshot.id() + "|" + area + "|" + days + "|" + missed;
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), key);
        List<Integer> candidates = scope.grids(area);
        return database.inSnapshot(handle -> {
            List<Integer> wanted = missed ? missed(handle, snapshot, candidates, days.to()) : candidates;
            Page<Integer> page = Page.of(wanted, offset, limit, key);
            return new Page<>(items(handle, snapshot, page.items(), days), page.next());
        });
    }

    private List<Integer> missed(Handle handle, AreaSnapshot snapshot, List<Integer> candidates, LocalDate to) {
        Set<String> visited =
                store.visitedSince(handle, codes(snapshot, candidates), assignments.weekStart(to), assignments.now());
        return candidates.stream()
                .filter(grid -> !visited.contains(snapshot.directory().code(grid)))
                .toList();
    }

    private static List<String> codes(AreaSnapshot snapshot, List<Integer> grids) {
        return grids.stream().map(grid -> snapshot.directory().code(grid)).toList();
    }

    private List<CoverageJson> items(Handle handle, AreaSnapshot snapshot, List<Integer> page, Days days) {
        List<String> codes = codes(snapshot, page);
        Map<String, CoverageStore.Counts> counts = store.counts(
                handle,
                codes,
                assignments.startOf(days.from()),
                assignments.startOf(days.to().plusDays(1)));
        Map<String, Instant> last = store.lastVisits(handle, codes, assignments.now());
        Map<String, List<String>> wardens = store.names(handle, codes, Assignment.WARDEN, days.to());
        Map<String, List<String>> stewards = store.names(handle, codes, Assignment.STEWARD, days.to());
        Map<String, int[]> work = store.work(handle, codes);
        Instant monday = assignments.weekStart(days.to());
        return page.stream()
                .map(grid -> {
                    String code = snapshot.directory().code(grid);
                    LonLat point = snapshot.directory().labelPoint(grid);
                    CoverageStore.Counts count = counts.getOrDefault(code, CoverageStore.Counts.NONE);
                    Instant latest = last.get(code);
                    int[] open = work.getOrDefault(code, new int[2]);
                    return new CoverageJson(
                            GridNameJson.of(snapshot, code),
                            point.lon(),
                            point.lat(),
                            wardens.getOrDefault(code, List.of()),
                            stewards.getOrDefault(code, List.of()),
                            count.inquiry(),
                            count.visit(),
                            count.check(),
                            count.outside(),
                            count.unplaced(),
                            count.foreign(),
                            latest,
                            latest != null && !latest.isBefore(monday),
                            open[0],
                            open[1]);
                })
                .toList();
    }
}
