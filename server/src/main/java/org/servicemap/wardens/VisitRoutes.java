package org.servicemap.wardens;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.areas.AreaErrors;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.http.Caller;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;
import org.servicemap.wardens.AssignmentJson.GridNameJson;

/** What was found on visits, with the words that were noted: by grid and time, never by who was there. */
final class VisitRoutes implements RouteGroup {
    private static final Param<String> GRID = Param.text("grid", "Only of the grid of this code");
    private static final Param<String> FINDING =
            Param.oneOf("finding", List.of("fine", "noted", "reported"), "Only with this finding");
    private static final Param<String> NOTED = Param.oneOf("noted", List.of("true"), "Only those with a note");
    private static final Param<LocalDate> FROM =
            Param.date("from", "First day; default: the Monday of the week of `to`");
    private static final Param<LocalDate> TO = Param.date("to", "Last day; default today");
    private static final int MOST_DAYS = 366;

    private final Database database;
    private final AssignmentGrids grids;
    private final Assignments assignments;
    private final VisitStore store;
    private final PersonalCipher cipher;

    VisitRoutes(
            Database database,
            AssignmentGrids grids,
            Assignments assignments,
            VisitStore store,
            PersonalCipher cipher) {
        this.database = database;
        this.grids = grids;
        this.assignments = assignments;
        this.store = store;
        this.cipher = cipher;
    }

    @Describe("What was found on a visit; who made it is not told")
    record FoundVisitJson(
            String id,
            GridNameJson grid,
            @Describe("Id of the patrol plan") @Nullable String plan,
            @Describe("Empty without a plan") LocalText planName,
            @Describe("Of the plan") @Nullable String item,

            @Describe("Empty where the plan has no such item any more")
            LocalText itemText,

            @Describe("inquiry, visit or check") String kind,
            @Describe("fine, noted or reported") String finding,
            @Describe("In the city") LocalDate day,

            @Describe("Null after the configured time, when only the day is kept") @Nullable
            Instant foundAt,

            @Describe("foundAt is the arrival: the phone's time could not be true")
            boolean doubtful,

            @Describe("A note was written") boolean noted,

            @Describe("What was noted; null where nothing was, and for analysts") @Nullable
            String note,

            @Describe("The phone was not in the grid") boolean outside,

            @Describe("The phone did not say where it was; null when that is not known") @Nullable
            Boolean withoutPosition,

            @Describe("By somebody whose grid it was not that day; null when that is not known") @Nullable
            Boolean byOthers) {}

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
        return List.of(Route.get(AssignmentRoutes.WARDENS + "/visits", "listFoundVisits")
                .summary("What was found on visits, and what was noted there")
                .description("By grid and time, never by person. Analysts read all but the words of notes.")
                .roles(AssignmentRoutes.READERS)
                .takes(GRID, AssignmentRoutes.AREA, FINDING, NOTED, FROM, TO, AssignmentRoutes.LIMIT, Cursor.PARAM)
                .fails(AreaErrors.UNKNOWN_AREA, ErrorCode.OUT_OF_SCOPE, ErrorCode.BAD_CURSOR)
                .page(FoundVisitJson.class, "Visits, the latest first", this::list));
    }

    private Page<FoundVisitJson> list(Exchange exchange) {
        AssignmentScope scope = grids.scope(exchange.caller());
        LocalDate to = exchange.get(TO, assignments.today());
        LocalDate from = exchange.get(FROM, Assignments.monday(to));
        if (from.isAfter(to) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw ErrorCode.OUT_OF_RANGE.problem("from 1 to " + MOST_DAYS + " days are listed", "from");
        }
        String grid = exchange.find(GRID);
        String area = exchange.find(AssignmentRoutes.AREA);
        String finding = exchange.find(FINDING);
        boolean noted = exchange.find(NOTED) != null;
        VisitStore.Filter filter = new VisitStore.Filter(
                codes(scope, grid, area),
                finding,
                noted,
                assignments.startOf(from),
                assignments.startOf(to.plusDays(1)));
        String key = grid + "|" + area + "|" + finding + "|" + noted + "|" + from + "|" + to;
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), key);
        int limit = exchange.get(AssignmentRoutes.LIMIT, AssignmentRoutes.USUAL);
        boolean opens = opens(exchange.caller());
        Page<FoundVisitJson> page = database.inSnapshot(
                handle -> Page.part(store.list(handle, filter, offset, limit + 1), offset, limit, key)
                        .map(visit -> json(scope.snapshot(), visit, opens)));
        if (page.items().stream().anyMatch(visit -> visit.note() != null)) {
            database.useTransaction(handle -> Audit.record(
                    handle,
                    exchange.caller(),
                    exchange.address(),
                    "visit_notes_opened",
                    "visits:" + (grid != null ? grid : area) + ":" + from + "/" + to,
                    null));
        }
        return page;
    }

    private static @Nullable Collection<String> codes(
            AssignmentScope scope, @Nullable String grid, @Nullable String area) {
        if (grid == null) {
            return scope.codes(area);
        }
        scope.requireGrid(grid);
        return List.of(grid);
    }

    /** Notes may speak of people: they are for who acts on them. */
    private static boolean opens(Caller caller) {
        return !Collections.disjoint(caller.roles(), Set.of(AssignmentRoutes.STAFF));
    }

    private FoundVisitJson json(AreaSnapshot snapshot, VisitStore.Visit visit, boolean opens) {
        String name = visit.planName();
        Boolean placed = visit.placed();
        Boolean theirs = visit.theirs();
        return new FoundVisitJson(
                Long.toString(visit.id()),
                GridNameJson.of(snapshot, visit.grid()),
                visit.plan() == null ? null : Long.toString(visit.plan()),
                name == null ? LocalText.EMPTY : Plan.text(name),
                visit.item(),
                itemText(visit),
                visit.kind(),
                visit.finding(),
                assignments.dayOf(visit.foundAt()),
                visit.dayOnly() ? null : visit.foundAt(),
                visit.doubtful(),
                visit.note() != null,
                opens ? opened(visit) : null,
                visit.outside(),
                placed == null ? null : !placed,
                theirs == null ? null : !theirs);
    }

    private static LocalText itemText(VisitStore.Visit visit) {
        String items = visit.items();
        return items == null
                ? LocalText.EMPTY
                : Plan.items(items).stream()
                        .filter(item -> item.id() != null && item.id().equals(visit.item()))
                        .map(Plan.PlanItem::text)
                        .findFirst()
                        .orElse(LocalText.EMPTY);
    }

    private @Nullable String opened(VisitStore.Visit visit) {
        byte[] note = visit.note();
        return note == null
                ? null
                : new String(cipher.openBytes(note, VisitKeeping.context(visit.id())), StandardCharsets.UTF_8);
    }
}
