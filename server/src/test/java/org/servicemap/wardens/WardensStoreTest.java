package org.servicemap.wardens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.units.UnitDirectory;
import org.servicemap.wardens.AssignmentTable.Row;

/** Assignments, vacancies and coverage in the town of two districts, against what one can count by hand. */
@OnEveryDatabase
class WardensStoreTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 11); // a Wednesday
    private static final long ANN = 101;
    private static final long BOB = 102;
    private static final long LOCKED = 103;
    /** A warden once, and a handler since. */
    private static final long GONE = 104;

    private final Database database;
    private final AssignmentStore store = new AssignmentStore();
    private final CoverageStore coverage = new CoverageStore();
    private final AssignmentGrids grids = new AssignmentGrids(new FixedAreas(), () -> new UnitDirectory(List.of()));
    private final AreaSnapshot snapshot = grids.snapshot();
    private final Assignments assignments;
    private final AssignmentScope city;
    private final Random random = new Random(36);

    WardensStoreTest(Database database) {
        this.database = database;
        assignments = new Assignments(
                database,
                store,
                TestTown.city()::zone,
                java.time.Clock.fixed(Instant.parse("2026-03-11T04:00:00Z"), ZoneOffset.UTC));
        city = new AssignmentScope(snapshot, new UnitDirectory(List.of()), Caller.ANONYMOUS, null);
    }

    @BeforeEach
    void clear() {
        database.useTransaction(handle -> {
            handle.execute("TRUNCATE warden_assignments, field_visits, field_tasks, patrol_plans CASCADE");
            handle.execute("DELETE FROM accounts WHERE id BETWEEN 101 AND 104");
            account(handle, ANN, "ann", false);
            account(handle, BOB, "bob", false);
            account(handle, LOCKED, "lou", true);
            account(handle, GONE, "gus", false);
        });
    }

    private static void account(Handle handle, long id, String login, boolean locked) {
        handle.execute(
                "INSERT INTO accounts (id, kind, login, name, roles, password, password_expired, demo, locked, area_level, area)"
                        + " VALUES (?, 'staff', ?, ?, ARRAY['warden'], 'x', false, false, ?, 'grid', '01-0-0')",
                id,
                login,
                login,
                locked);
    }

    private Assignments.Wanted wanted(long account, String grid, LocalDate first, @Nullable LocalDate last) {
        return new Assignments.Wanted(account, Assignment.WARDEN, grid, first, last, null);
    }

    @Test
    void theRowThatStandsInTheWayIsNamedAndAdjoiningDaysAreFree() {
        long id = assignments
                .create(city, wanted(ANN, "01-0-0", DAY, DAY.plusDays(5)))
                .assignment()
                .id();

        assertThatThrownBy(() -> assignments.create(city, wanted(ANN, "01-0-0", DAY.plusDays(5), DAY.plusDays(9))))
                .isInstanceOfSatisfying(WardenException.class, e -> {
                    assertThat(e.code()).isEqualTo("already_assigned");
                    assertThat(e.clash()).extracting(Assignment::id).isEqualTo(id);
                });
        long next = assignments
                .create(city, wanted(ANN, "01-0-0", DAY.plusDays(6), DAY.plusDays(9)))
                .assignment()
                .id();
        assertThatThrownBy(() -> assignments.end(city, id, DAY.plusDays(6)))
                .isInstanceOfSatisfying(
                        WardenException.class,
                        e -> assertThat(e.clash()).extracting(Assignment::id).isEqualTo(next));
        assertThatThrownBy(() -> assignments.create(city, wanted(ANN, "09-9-9", DAY, DAY)))
                .extracting("code")
                .isEqualTo("invalid_field");
    }

    @Test
    void aClashInATransactionLeavesTheRestOfItUsable() {
        assignments.create(city, wanted(ANN, "01-0-0", DAY, DAY));
        database.useTransaction(handle -> {
            assertThatThrownBy(() -> assignments.create(city, wanted(ANN, "01-0-0", DAY, DAY)))
                    .isInstanceOf(WardenException.class);
            assignments.create(city, wanted(BOB, "01-0-0", DAY, DAY));
        });
        assertThat(all()).hasSize(2);
    }

    private List<Assignment> all() {
        return database.inSnapshot(
                handle -> store.list(handle, new AssignmentStore.Filter(null, null, null, null), 0, 1000).stream()
                        .map(AssignmentStore.Named::assignment)
                        .toList());
    }

    private List<Integer> allGrids() {
        return city.grids(null);
    }

    private void scatter() {
        for (int i = 0; i < 60; i++) {
            String grid = snapshot.directory()
                    .code(allGrids().get(random.nextInt(allGrids().size())));
            LocalDate first = DAY.plusDays(random.nextInt(20) - 12);
            LocalDate last = random.nextInt(4) == 0 ? null : first.plusDays(random.nextInt(8));
            String duty = random.nextInt(3) == 0 ? Assignment.STEWARD : Assignment.WARDEN;
            try {
                assignments.create(
                        city, new Assignments.Wanted(ANN + random.nextInt(4), duty, grid, first, last, null));
            } catch (WardenException e) {
                assertThat(e.code()).isEqualTo("already_assigned");
            }
        }
    }

    @Test
    void vacantIsWhatNobodyWhoCanWorkLooksAfter() {
        scatter();
        leave();
        List<Assignment> known = all();
        for (String duty : Assignment.DUTIES) {
            List<Integer> expected = allGrids().stream()
                    .filter(grid -> known.stream()
                            .noneMatch(one ->
                                    one.grid().equals(snapshot.directory().code(grid))
                                            && one.duty().equals(duty)
                                            && one.account() != LOCKED
                                            && one.account() != GONE
                                            && one.isInForce(DAY)))
                    .toList();

            List<Integer> found = new ArrayList<>();
            int from = 0;
            while (from >= 0) {
                int start = from;
                Vacancies.Part part = database.inSnapshot(
                        handle -> new Vacancies(store).find(handle, snapshot, allGrids(), duty, DAY, start, 2));
                found.addAll(part.grids());
                from = part.next();
            }

            assertThat(found).isEqualTo(expected).isNotEmpty();
        }
    }

    private void leave() {
        database.useTransaction(
                handle -> handle.execute("UPDATE accounts SET roles = ARRAY['handler'] WHERE id = ?", GONE));
    }

    @Test
    void whoIsAWardenNoMoreIsNamedNowhere() {
        assignments.create(city, wanted(GONE, "01-0-0", DAY, null));
        assignments.create(city, wanted(ANN, "01-0-0", DAY, null));
        assertThat(names()).containsExactly("ann", "gus");
        leave();
        assertThat(names()).containsExactly("ann");
    }

    private List<String> names() {
        return database.inSnapshot(handle -> coverage.names(handle, List.of("01-0-0"), Assignment.WARDEN, DAY))
                .getOrDefault("01-0-0", List.of());
    }

    private record Seen(String grid, String kind, Instant at) {}

    @Test
    void coverageIsWhatOneCountsByHand() {
        List<Seen> visits = new ArrayList<>();
        database.useTransaction(handle -> {
            for (int i = 0; i < 80; i++) {
                // one of the grids is never visited
                String grid = snapshot.directory()
                        .code(allGrids().get(1 + random.nextInt(allGrids().size() - 1)));
                Instant at = assignments.startOf(DAY).plusSeconds(random.nextInt(30 * 86_400) - 20 * 86_400L);
                Seen seen = new Seen(grid, List.of("inquiry", "visit", "check").get(random.nextInt(3)), at);
                visits.add(seen);
                handle.execute(
                        "INSERT INTO field_visits (id, account, key, grid, kind, finding, found_at, arrived_at)"
                                + " VALUES (?, ?, ?, ?, ?, 'fine', ?, ?)",
                        i,
                        ANN,
                        UUID.randomUUID(),
                        grid,
                        seen.kind(),
                        at.atOffset(ZoneOffset.UTC),
                        at.atOffset(ZoneOffset.UTC));
            }
        });
        List<String> codes = allGrids().stream().map(snapshot.directory()::code).toList();
        Instant monday = assignments.weekStart(DAY);
        Instant end = assignments.startOf(DAY.plusDays(1));
        assertThat(monday).isEqualTo(Instant.parse("2026-03-08T16:00:00Z"));
        database.inSnapshot(handle -> {
            var counts = coverage.counts(handle, codes, monday, end);
            var last = coverage.lastVisits(handle, codes, end);
            var since = coverage.visitedSince(handle, codes, monday, end);
            for (String code : codes) {
                List<Seen> own =
                        visits.stream().filter(seen -> seen.grid().equals(code)).toList();
                CoverageStore.Counts count = counts.getOrDefault(code, CoverageStore.Counts.NONE);
                assertThat(List.of(count.inquiry(), count.visit(), count.check()))
                        .isEqualTo(IntStream.range(0, 3)
                                .map(kind -> (int) own.stream()
                                        .filter(seen -> seen.kind()
                                                        .equals(List.of("inquiry", "visit", "check")
                                                                .get(kind))
                                                && !seen.at().isBefore(monday)
                                                && seen.at().isBefore(end))
                                        .count())
                                .boxed()
                                .toList());
                assertThat(last.get(code))
                        .isEqualTo(own.stream()
                                .map(Seen::at)
                                .filter(at -> !at.isAfter(end))
                                .max(Instant::compareTo)
                                .orElse(null));
                assertThat(since.contains(code))
                        .isEqualTo(own.stream()
                                .anyMatch(seen -> !seen.at().isBefore(monday)
                                        && !seen.at().isAfter(end)));
            }
            return null;
        });
    }

    @Test
    void tasksGoOnTheirDayToWhoHasTheGridThen() {
        TaskStore tasks = new TaskStore();
        String grid = "01-0-0";
        String takenBack = "01-0-1";
        String left = "01-1-0";
        assignments.create(city, wanted(GONE, left, DAY, null));
        leave();
        database.useTransaction(handle -> {
            for (String each : List.of(grid, takenBack, left)) {
                handle.execute(
                        "INSERT INTO field_tasks (id, kind, origin, title, grid, account, due_on)"
                                + " VALUES (?, 'prevention', 'staff', '看看', ?, ?, '2026-04-01')",
                        database.nextId(),
                        each,
                        ANN);
            }
            tasks.giveOn(handle, ANN, BOB, List.of(grid, takenBack), DAY.plusDays(3));
            tasks.giveOn(handle, ANN, GONE, List.of(left), DAY.plusDays(3));
        });
        assignments.create(city, wanted(BOB, grid, DAY.plusDays(3), null));

        database.useTransaction(handle -> {
            assertThat(tasks.giveDue(handle, DAY.plusDays(2))).isZero();
            assertThat(tasks.giveDue(handle, DAY.plusDays(4))).isEqualTo(1);
            assertThat(tasks.countOpen(handle, BOB, List.of(grid))).isEqualTo(1);
            assertThat(tasks.countOpen(handle, ANN, null)).isEqualTo(2);
            // once
            assertThat(tasks.giveDue(handle, DAY.plusDays(5))).isZero();
        });
    }

    private static Row row(long line, String login, String grid, String first, String last) {
        return new Row(
                line,
                last.isEmpty()
                        ? java.util.Map.of("login", login, "duty", "warden", "grid", grid, "first_day", first)
                        : java.util.Map.of(
                                "login", login, "duty", "warden", "grid", grid, "first_day", first, "last_day", last));
    }

    @Test
    void aTableIsTakenWholeOnlyAsItWasLookedAtAndTwiceChangesNothing() {
        AssignmentImports imports = new AssignmentImports(database, store, assignments);
        assignments.create(city, wanted(ANN, "01-0-0", DAY, null));
        List<Row> rows = List.of(
                row(2, "ann", "01-0-0", DAY.toString(), DAY.plusDays(3).toString()),
                row(3, "ann", "01-0-0", DAY.plusDays(4).toString(), ""),
                row(4, "bob", "01-0-1", DAY.toString(), ""));

        AssignmentImports.Outcome seen = imports.look(city, rows);
        assertThat(seen.report().faults()).isEmpty();
        assertThat(all()).hasSize(1);
        assertThatThrownBy(() -> imports.apply(city, rows, "other"))
                .extracting("code")
                .isEqualTo("changed_meanwhile");
        List<Row> wrong = new ArrayList<>(rows);
        wrong.add(row(5, "bob", "nowhere", DAY.toString(), ""));
        assertThatThrownBy(() -> imports.apply(city, wrong, null))
                .extracting("code")
                .isEqualTo("table_faults");
        assertThat(all()).hasSize(1);

        assertThat(imports.apply(city, rows, seen.fingerprint()).report().changes())
                .hasSize(3);
        assertThat(all()).hasSize(3);
        assertThat(imports.apply(city, rows, null).report().unchanged()).isEqualTo(3);
        assertThat(all()).hasSize(3);
    }
}
