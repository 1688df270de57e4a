package org.servicemap.wardens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.PhoneNumber;
import org.servicemap.areas.AreaErrors;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
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

/** What is missing: vacant grids, grids that are no more; who there is; and all of it counted by area. */
final class VacancyRoutes implements RouteGroup {
    private static final Param<String> Q = Param.text("q", "Only people whose name or login holds this text");
    private static final int MOST_GRIDS_SHOWN = 50;
    /** From so many grids on the counts of a list of areas may be a few seconds old: who changes a grid reads it by name. */
    private static final int MANY = 20_000;

    private static final Duration COUNTED = Duration.ofSeconds(20);

    private final Database database;
    private final AssignmentGrids grids;
    private final Assignments assignments;
    private final AssignmentStore store;
    private final CoverageStore coverage;
    private final WardenPhones numbersOf;
    private final VacancyStore around = new VacancyStore();
    private final Vacancies vacancies;
    private final Cache<String, List<WardenAreaJson>> counted =
            Caffeine.newBuilder().expireAfterWrite(COUNTED).maximumSize(50).build();

    VacancyRoutes(
            Database database,
            AssignmentGrids grids,
            Assignments assignments,
            AssignmentStore store,
            CoverageStore coverage,
            WardenPhones numbersOf) {
        this.database = database;
        this.grids = grids;
        this.assignments = assignments;
        this.store = store;
        this.coverage = coverage;
        this.numbersOf = numbersOf;
        vacancies = new Vacancies(store);
    }

    @Describe("A grid that nobody looks after")
    record VacancyJson(
            GridNameJson grid,
            @Describe("warden or steward") String duty,

            @Describe("Last day of who left last; null when nobody ever was") @Nullable
            LocalDate since,

            @Describe("First day of who comes next, if anybody") @Nullable
            LocalDate until,

            @Describe("A point inside, WGS 84") double lon,
            double lat) {}

    @Describe("An area and what is missing in it")
    record WardenAreaJson(
            String level,
            String code,
            LocalText name,
            @Describe("min_lon, min_lat, max_lon, max_lat") double[] bbox,
            int grids,
            @Describe("Grids without a warden") int withoutWarden,
            @Describe("Grids without a steward") int withoutSteward,

            @Describe("Grids visited since Monday, with the phone in the grid")
            int visitedThisWeek) {}

    @Describe("A warden or steward with the grids of the day")
    record WardenPersonJson(
            String id,
            String name,
            @Nullable String login,
            @Nullable String unit,
            boolean locked,
            @Describe("Phones that are enrolled") int phones,

            @Describe("Own number with its middle hidden; null when none is kept") @Nullable
            String phone,

            @Describe("The first fifty") List<AssignmentJson> assignments) {}

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
        String path = AssignmentRoutes.WARDENS;
        return List.of(
                Route.get(path + "/areas", "listWardenAreas")
                        .summary("The areas right below one, or else the caller's own, and what is missing in each")
                        .roles(AssignmentRoutes.READERS)
                        .takes(AssignmentRoutes.AREA, AssignmentRoutes.ON)
                        .fails(AreaErrors.UNKNOWN_AREA, ErrorCode.OUT_OF_SCOPE)
                        .page(WardenAreaJson.class, "Areas", this::areas),
                Route.get(path + "/vacancies", "listVacancies")
                        .summary("Grids that nobody who can work looks after on a day")
                        .roles(AssignmentRoutes.READERS)
                        .takes(
                                AssignmentRoutes.AREA,
                                AssignmentRoutes.ON,
                                AssignmentRoutes.DUTY,
                                AssignmentRoutes.LIMIT,
                                Cursor.PARAM)
                        .fails(AreaErrors.UNKNOWN_AREA, ErrorCode.OUT_OF_SCOPE, ErrorCode.BAD_CURSOR)
                        .page(VacancyJson.class, "Vacant grids", this::vacancies),
                Route.get(path + "/vacancies/lost", "listLostAssignments")
                        .summary("Assignments, today or later, in grids that the version in force no longer has")
                        .roles(AssignmentRoutes.READERS)
                        .page(AssignmentJson.class, "At most a thousand", this::lost),
                Route.get(path + "/people", "listWardens")
                        .summary("Wardens and stewards, and which grids they have on a day")
                        .roles(AssignmentRoutes.STAFF)
                        .takes(AssignmentRoutes.AREA, AssignmentRoutes.ON, Q, AssignmentRoutes.LIMIT, Cursor.PARAM)
                        .fails(AreaErrors.UNKNOWN_AREA, ErrorCode.OUT_OF_SCOPE, ErrorCode.BAD_CURSOR)
                        .page(WardenPersonJson.class, "People by login", this::people));
    }

    private Page<WardenAreaJson> areas(Exchange exchange) {
        AssignmentScope scope = grids.scope(exchange.caller());
        AreaSnapshot snapshot = scope.snapshot();
        AreaDirectory directory = snapshot.directory();
        String key = exchange.find(AssignmentRoutes.AREA);
        List<Integer> areas = scope.areas(key);
        if (key != null && directory.children(areas.get(0)).length > 0) {
            areas = Arrays.stream(directory.children(areas.get(0))).boxed().toList();
        }
        Map<Integer, List<String>> codes = new HashMap<>();
        areas.forEach(area -> codes.put(
                area,
                AssignmentGrids.within(snapshot, area).stream()
                        .map(directory::code)
                        .toList()));
        List<String> all = codes.values().stream().flatMap(List::stream).toList();
        LocalDate day = exchange.get(AssignmentRoutes.ON, assignments.today());
        List<Integer> shown = areas;
        Supplier<List<WardenAreaJson>> count = () -> database.inSnapshot(handle -> {
            Set<String> wardens = new HashSet<>(store.covered(handle, all, Assignment.WARDEN, day));
            Set<String> stewards = new HashSet<>(store.covered(handle, all, Assignment.STEWARD, day));
            Set<String> visited = coverage.visitedSince(handle, all, assignments.weekStart(day), assignments.now());
            return shown.stream()
                    .map(area -> area(snapshot, area, codes.getOrDefault(area, List.of()), wardens, stewards, visited))
                    .toList();
        });
        return Page.whole(
                all.size() < MANY
                        ? count.get()
                        : counted.get(snapshot.id() + "|" + shown + "|" + day, any -> count.get()));
    }

    private static WardenAreaJson area(
            AreaSnapshot snapshot,
            int area,
            List<String> codes,
            Set<String> wardens,
            Set<String> stewards,
            Set<String> visited) {
        AreaDirectory directory = snapshot.directory();
        var box = directory.bbox(area);
        return new WardenAreaJson(
                snapshot.levels().get(directory.level(area) - 1).id(),
                directory.code(area),
                directory.name(area),
                new double[] {box.minLon(), box.minLat(), box.maxLon(), box.maxLat()},
                codes.size(),
                (int) codes.stream().filter(code -> !wardens.contains(code)).count(),
                (int) codes.stream().filter(code -> !stewards.contains(code)).count(),
                (int) codes.stream().filter(visited::contains).count());
    }

    private Page<VacancyJson> vacancies(Exchange exchange) {
        AssignmentScope scope = grids.scope(exchange.caller());
        AreaSnapshot snapshot = scope.snapshot();
        String area = exchange.find(AssignmentRoutes.AREA);
        String duty = exchange.get(AssignmentRoutes.DUTY, Assignment.WARDEN);
        LocalDate day = exchange.get(AssignmentRoutes.ON, assignments.today());
        String key = snapshot.id() + "|" + area + "|" + duty + "|" + day;
        int from = Cursor.offset(exchange.find(Cursor.PARAM), key);
        List<Integer> candidates = scope.grids(area);
        return database.inSnapshot(handle -> {
            Vacancies.Part part = vacancies.find(
                    handle,
                    snapshot,
                    candidates,
                    duty,
                    day,
                    from,
                    exchange.get(AssignmentRoutes.LIMIT, AssignmentRoutes.USUAL));
            List<String> codes =
                    part.grids().stream().map(snapshot.directory()::code).toList();
            Map<String, VacancyStore.Around> known = around.around(handle, codes, duty, day);
            List<VacancyJson> items = part.grids().stream()
                    .map(grid -> vacancy(snapshot, grid, duty, known))
                    .toList();
            return new Page<>(items, part.next() < 0 ? null : Cursor.at(key, part.next()));
        });
    }

    private static VacancyJson vacancy(
            AreaSnapshot snapshot, int grid, String duty, Map<String, VacancyStore.Around> known) {
        String code = snapshot.directory().code(grid);
        VacancyStore.Around around = known.getOrDefault(code, VacancyStore.Around.NOTHING);
        var point = snapshot.directory().labelPoint(grid);
        return new VacancyJson(
                GridNameJson.of(snapshot, code), duty, around.since(), around.until(), point.lon(), point.lat());
    }

    private Page<AssignmentJson> lost(Exchange exchange) {
        AssignmentScope scope = grids.scope(exchange.caller());
        AreaSnapshot snapshot = scope.snapshot();
        LocalDate today = assignments.today();
        return database.inSnapshot(handle -> {
            List<String> gone = store.assignedFrom(handle, today).stream()
                    .filter(code -> AssignmentGrids.grid(snapshot, code).isEmpty())
                    .toList();
            return Page.whole(store.list(handle, new AssignmentStore.Filter(null, null, gone, null), 0, 1000).stream()
                    .filter(named -> isOpen(named.assignment(), today) && isOwn(handle, scope, named))
                    .map(named -> AssignmentJson.of(named, snapshot))
                    .toList());
        });
    }

    private static boolean isOpen(Assignment one, LocalDate today) {
        LocalDate last = one.lastDay();
        return last == null || !last.isBefore(today);
    }

    private boolean isOwn(Handle handle, AssignmentScope scope, AssignmentStore.Named named) {
        return scope.isWhole()
                || store.person(handle, named.assignment().account())
                        .filter(person -> scope.coversPerson(person.unit(), person.areaLevel(), person.area()))
                        .isPresent();
    }

    private Page<WardenPersonJson> people(Exchange exchange) {
        AssignmentScope scope = grids.scope(exchange.caller());
        String area = exchange.find(AssignmentRoutes.AREA);
        String text = exchange.find(Q);
        LocalDate day = exchange.get(AssignmentRoutes.ON, assignments.today());
        int limit = exchange.get(AssignmentRoutes.LIMIT, AssignmentRoutes.USUAL);
        String key = area + "|" + text + "|" + day;
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), key);
        List<String> codes = scope.codes(area);
        return database.inSnapshot(handle -> {
            List<AssignmentStore.Person> found =
                    store.people(handle, scope.unitCodes(), codes, area != null, text, offset, day, limit + 1);
            Map<Long, List<AssignmentStore.Named>> grids = store.ofAccounts(
                    handle, found.stream().map(AssignmentStore.Person::id).toList(), day, MOST_GRIDS_SHOWN);
            List<Long> ids = found.stream().map(AssignmentStore.Person::id).toList();
            Map<Long, Integer> enrolled = DeviceStore.inUse(handle, ids);
            Map<Long, PhoneNumber> numbers = numbersOf.find(handle, ids);
            return Page.part(found, offset, limit, key)
                    .map(person -> person(
                            scope,
                            person,
                            enrolled.getOrDefault(person.id(), 0),
                            numbers.get(person.id()),
                            grids.getOrDefault(person.id(), List.of())));
        });
    }

    private WardenPersonJson person(
            AssignmentScope scope,
            AssignmentStore.Person person,
            int enrolled,
            @Nullable PhoneNumber number,
            List<AssignmentStore.Named> assigned) {
        return new WardenPersonJson(
                Long.toString(person.id()),
                person.name(),
                person.login(),
                person.unit(),
                person.locked(),
                enrolled,
                number == null ? null : numbersOf.format().masked(number),
                assigned.stream()
                        .map(named -> AssignmentJson.of(named, scope.snapshot()))
                        .toList());
    }
}
