package org.servicemap.insights.briefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.http.Caller;
import org.servicemap.http.FormerArea;
import org.servicemap.http.Role;
import org.servicemap.insights.briefs.BriefFigures.BriefCount;
import org.servicemap.insights.briefs.BriefFigures.BriefRow;
import org.servicemap.insights.facts.FactColumn;
import org.servicemap.notifications.Delivery;
import org.servicemap.notifications.OutboxFilter;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** A week of ten requests counted by hand; kept as it was whatever comes later; sent once by however many servers. */
@OnEveryDatabase
class BriefsStoreTest {
    private static final BriefPeriod WEEK = BriefKind.WEEKLY.around(LocalDate.of(2026, 3, 4));

    private final Database database;
    private final BriefTown town;
    private final Briefs briefs;
    private final BriefSchedules schedules;

    BriefsStoreTest(Database database, @TempDir Path folder) {
        this.database = database;
        town = new BriefTown(database, folder);
        briefs = new Briefs(town.ground);
        schedules = new BriefSchedules(town.ground, briefs);
    }

    @AfterEach
    void close() {
        town.close();
    }

    /** In the week: six of the west, of which one is sensitive, and two of the east; one of the week before, one far before. */
    @BeforeEach
    void aWeek() {
        town.put(1, "2026-02-10T00:00:00Z", "01", "W", "NOISE", Map.of());
        town.put(2, "2026-02-25T00:00:00Z", "01", "W", "WASTE", Map.of());
        // Sunday in Greenwich, Monday in the town
        town.put(3, "2026-03-01T16:00:00Z", "01", "W", "WASTE", Map.of());
        town.put(4, "2026-03-02T02:00:00Z", "01", "W", "WASTE", Map.of(FactColumn.OVERDUE, true));
        town.put(5, "2026-03-03T02:00:00Z", "01", "W1", "WASTE", Map.of());
        town.put(6, "2026-03-03T02:00:00Z", "01", "W1", "NOISE", Map.of());
        town.put(7, "2026-03-08T15:59:59Z", "01", "W", "WASTE", Map.of());
        town.put(8, "2026-03-04T02:00:00Z", "01", "W", "WASTE", Map.of(FactColumn.SENSITIVE, true));
        town.put(9, "2026-03-05T02:00:00Z", "02", "E", "WASTE", Map.of());
        town.put(10, "2026-03-08T16:00:00Z", "02", "E", "WASTE", Map.of());
        called(3, true);
        called(5, true);
        called(6, false);
        called(9, false);
        town.happens(4, "2026-03-04T02:00:00Z", "dispute", "W", Map.of());
        town.facts.follow();
    }

    private void called(long id, boolean solved) {
        town.happens(
                id,
                "2026-03-06T02:00:00Z",
                "call_back",
                "W",
                Map.of(
                        FactColumn.CALLED_BACK_AT,
                        BriefTown.utc("2026-03-06T02:00:00Z"),
                        FactColumn.CALLED_BACK_FOR,
                        id == 9 ? "E" : id == 3 ? "W" : "W1",
                        FactColumn.CONTACTED,
                        true,
                        FactColumn.SOLVED,
                        solved,
                        FactColumn.SATISFACTION,
                        "satisfied",
                        FactColumn.ENDED_AT,
                        BriefTown.utc("2026-03-06T02:00:00Z")));
    }

    private BriefFigures figures(Brief brief) {
        return BriefArchive.read(briefs.figures(brief));
    }

    @Test
    void countsAreThoseOfTheRows() {
        BriefFigures city = figures(briefs.make(BriefSubject.WHOLE_CITY, WEEK, BriefTown.ANALYST));
        assertThat(city.counts())
                .containsExactly(
                        new BriefCount("received", 6, 1L, null),
                        new BriefCount("ended", 4, 0L, null),
                        new BriefCount("open", 4, 2L, null),
                        new BriefCount("overdue", 1, 0L, null),
                        new BriefCount("called_back", 4, 0L, null),
                        new BriefCount("disputed", 1, 0L, null));
        assertThat(city.rates()).extracting("n", "score").containsExactly(4L, 50.0);
        assertThat(city.areas())
                .extracting(BriefRow::code, BriefRow::n, BriefRow::place)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("01", 5L, 1),
                        org.assertj.core.groups.Tuple.tuple("02", 1L, null));
        // W has its own and W1's; E has too few callbacks for a place
        assertThat(city.units())
                .extracting(BriefRow::code, BriefRow::n, BriefRow::place)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("W", 5L, 1),
                        org.assertj.core.groups.Tuple.tuple("W1", 2L, 2),
                        org.assertj.core.groups.Tuple.tuple("E", 1L, null));
        assertThat(city.series().stream().map(BriefFigures.BriefPoint::received))
                .containsExactly(2L, 2L, 0L, 1L, 0L, 0L, 1L);
        assertThat(city.open()).extracting("code").containsExactly("N1", "N2", "N4", "N7");
        assertThat(city.categories())
                .extracting("code", "n")
                .contains(org.assertj.core.groups.Tuple.tuple("WASTE", 5L));
        BriefFigures unit = figures(briefs.make(new BriefSubject("unit", "", "W1"), WEEK, BriefTown.ANALYST));
        assertThat(unit.counts().get(0)).isEqualTo(new BriefCount("received", 2, 0L, null));
        assertThat(unit.units()).extracting(BriefRow::code).containsExactly("W1");
        BriefFigures east = figures(briefs.make(new BriefSubject("area", "district", "02"), WEEK, BriefTown.ANALYST));
        assertThat(east.counts().get(0).n()).isEqualTo(1);
    }

    private static Caller bound(String version) {
        return new Caller(1L, "x", Set.of(Role.SUPERVISOR), null, "district", "02", false, Set.of())
                .withFormerAreas(List.of(new FormerArea("district", "01", Set.of(version))));
    }

    private List<Long> listed(Caller caller, String subject) {
        return briefs.list(null, briefs.subjects(caller, subject), 0, 1000).stream()
                .map(Brief::id)
                .toList();
    }

    /** Read by version 2 of the areas. What other tests archived stays too. */
    @Test
    void reportsOfAnAreaThatHasAnotherCodeNowAreFoundByWhoHadItThen() {
        Brief former = briefs.make(new BriefSubject("area", "district", "01"), WEEK, BriefTown.ANALYST);
        Brief own = briefs.make(new BriefSubject("area", "district", "02"), WEEK, BriefTown.ANALYST);
        Brief city = briefs.make(BriefSubject.WHOLE_CITY, WEEK, BriefTown.ANALYST);
        Caller then = bound("2");
        assertThat(listed(then, null)).contains(former.id(), own.id()).doesNotContain(city.id());
        assertThat(listed(then, "area:district:02")).contains(former.id(), own.id());
        assertThat(listed(then, "area:district:01")).contains(former.id()).doesNotContain(own.id());
        assertThat(listed(then, "city")).isEmpty();
        assertThat(briefs.get(former.id(), then)).isEqualTo(former);
        assertThatThrownBy(() -> briefs.get(city.id(), then)).hasMessageContaining("for others");

        Caller before = bound("1");
        assertThat(listed(before, null))
                .as("the code was another area's by then")
                .contains(own.id())
                .doesNotContain(former.id());
        assertThat(listed(before, "area:district:01")).isEmpty();
        assertThatThrownBy(() -> briefs.get(former.id(), before)).hasMessageContaining("for others");
        assertThat(listed(BriefTown.ANALYST, null)).contains(former.id(), own.id(), city.id());
    }

    /** To read an old version may take a second, and each page of the list asks. */
    @Test
    void aFormerVersionIsReadOnce() {
        AtomicInteger read = new AtomicInteger();
        FormerBriefs former = new FormerBriefs(version -> {
            read.incrementAndGet();
            return BriefNames.of(town.ground);
        });
        Caller then = bound("2");
        List<FormerBriefs.Read> all = former.list(then, null);
        assertThat(all).contains(new FormerBriefs.Read("area:district:01", "2"));
        assertThat(former.list(then, null)).isEqualTo(all);
        assertThat(former.cover(then, new BriefSubject("area", "district", "01"), "2"))
                .isTrue();
        assertThat(read).hasValue(1);
    }

    @Test
    void whatIsArchivedStaysAndTheCheckSaysWhatCameLate() {
        Brief brief = briefs.make(BriefSubject.WHOLE_CITY, WEEK, BriefTown.ANALYST);
        String archived = briefs.figures(brief);
        assertThat(briefs.check(brief).differences()).isEmpty();
        assertThat(briefs.check(brief).lost()).isEmpty();

        town.now = Instant.parse("2026-03-10T01:00:00Z");
        town.put(11, "2026-03-03T05:00:00Z", "02", "E", "NOISE", Map.of());
        town.happens(11, "2026-03-09T05:00:00Z", "file", "E", Map.of());
        town.facts.follow();

        Briefs.Checked checked = briefs.check(brief);
        assertThat(checked.intact()).isTrue();
        assertThat(checked.lost()).as("made again of the requests as they were").isEmpty();
        assertThat(checked.causes()).containsExactly("late_changes");
        assertThat(checked.changed()).containsExactly(Map.entry("file", 1L));
        assertThat(checked.differences())
                .contains(new BriefCheck.Difference("counts/received/n", "6", "7"))
                .contains(new BriefCheck.Difference("counts/open/n", "4", "5"));
        assertThat(briefs.figures(brief)).isEqualTo(archived);
        Brief again = briefs.make(BriefSubject.WHOLE_CITY, WEEK, BriefTown.ANALYST);
        assertThat(again.edition()).isEqualTo(brief.edition() + 1);
        assertThat(figures(again).counts().get(0).n()).isEqualTo(7);
        assertThat(briefs.figures(brief)).isEqualTo(archived);
        assertThatThrownBy(() -> database.useTransaction(
                        handle -> handle.execute("UPDATE briefs SET figures = '{}' WHERE id = " + brief.id())))
                .hasMessageContaining("not changed");
    }

    /** Rows are read as they are, so the facts may be ahead of the position that they stand at. */
    @Test
    void aReportTellsNothingOfWhatWasWrittenAfterItsPosition() {
        BriefFigures before = figures(briefs.make(BriefSubject.WHOLE_CITY, WEEK, BriefTown.ANALYST));
        town.put(12, "2026-03-05T05:00:00Z", "02", "E", "NOISE", Map.of());
        town.facts.step(1);
        called(7, true);
        town.happens(12, "2026-03-06T05:00:00Z", "dispute", "E", Map.of(FactColumn.OVERDUE, true));
        town.put(7, "2026-03-08T15:59:59Z", "01", "W", "WASTE", Map.of(FactColumn.OVERDUE, true));
        town.facts.step(1);
        Brief between = briefs.make(BriefSubject.WHOLE_CITY, WEEK, BriefTown.ANALYST);
        assertThat(figures(between).counts().get(0).n())
                .isEqualTo(before.counts().get(0).n() + 1);
        assertThat(figures(between).counts())
                .as("open, overdue, called back and disputed as of the first callback of 7")
                .extracting(BriefCount::n)
                .containsExactly(7L, 5L, 4L, 1L, 5L, 1L);
        town.facts.follow();
        Briefs.Checked checked = briefs.check(between);
        assertThat(checked.lost()).isEmpty();
        assertThat(checked.differences())
                .contains(new BriefCheck.Difference("counts/disputed/n", "1", "2"))
                .contains(new BriefCheck.Difference("counts/overdue/n", "1", "3"));
    }

    private void scanned(LocalDate day, double nightP) {
        long run = database.nextId();
        database.useTransaction(handle -> {
            // by the clock of a server that is behind: long before any report was made
            handle.execute(
                    "INSERT INTO hot_spot_runs (id, last_day, study_days, settings, resolution, requests, ended_at)"
                            + " VALUES (?, ?, 84, '{}', 8, 10, '2020-01-01T00:00:00Z')",
                    run,
                    day);
            handle.execute(
                    "INSERT INTO hot_spots (run, number, position, radius_metres, days, observed, expected, ratio, p, night_p)"
                            + " VALUES (?, 0, point(0, 0), 100, 3, 9, 2.5, 7, 0.001, ?)",
                    run,
                    nightP);
        });
    }

    /** Whatever the clocks say: the days that had not been looked at are archived. */
    @Test
    void aNightThatIsScannedLaterIsNotInAReportThatIsMadeAgain() {
        Brief before = briefs.make(BriefSubject.WHOLE_CITY, WEEK, BriefTown.ANALYST);
        scanned(WEEK.from(), 0.04);
        Brief between = briefs.make(BriefSubject.WHOLE_CITY, WEEK, BriefTown.ANALYST);
        scanned(WEEK.from().plusDays(2), 0.019);
        try {
            assertThat(figures(before).unscanned()).hasSize(7);
            assertThat(figures(between).unscanned()).hasSize(6).doesNotContain("2026-03-02");
            assertThat(figures(between).spots())
                    .as("corrected for the night")
                    .extracting(BriefFigures.BriefSpot::p)
                    .containsExactly(0.04);
            for (Brief brief : List.of(before, between)) {
                Briefs.Checked checked = briefs.check(brief);
                assertThat(checked.lost()).isEmpty();
                assertThat(checked.causes()).containsExactly("other");
                assertThat(checked.differences())
                        .as("the same cluster, where it was clearest")
                        .anySatisfy(each -> {
                            assertThat(each.path()).isEqualTo("spots/1/p");
                            assertThat(each.now()).isEqualTo("0.019");
                        });
            }
        } finally {
            database.useTransaction(handle -> {
                handle.execute("DELETE FROM hot_spots");
                handle.execute("DELETE FROM hot_spot_runs");
            });
        }
    }

    /** Archived when figures meant something else: other numbers say nothing of what is kept. */
    @Test
    void whatMeantSomethingElseIsNotSaidToBeLost() {
        Brief brief = briefs.make(BriefSubject.WHOLE_CITY, WEEK, BriefTown.ANALYST);
        String other =
                briefs.figures(brief).replace("\"n\":6", "\"n\":66").replaceFirst(",\"unscanned\":\\[[^]]*]", "");
        Brief old = database.inTransaction(handle -> new BriefStore()
                .add(
                        handle,
                        new Brief(
                                database.nextId(),
                                brief.subject(),
                                brief.name(),
                                WEEK,
                                1,
                                BriefFigures.DEFINITIONS - 1,
                                brief.asOf(),
                                brief.readAt(),
                                BriefArchive.hash(other),
                                null,
                                "x",
                                brief.madeAt()),
                        other));
        assertThat(figures(old).unscanned()).isNull();
        Briefs.Checked checked = briefs.check(old);
        assertThat(checked.lost()).isNull();
        assertThat(checked.causes()).containsExactly("definitions");
        BriefJson.BriefCheckJson json = BriefJson.BriefCheckJson.of(old, checked);
        assertThat(json.reproduced()).isNull();
        assertThat(json.notReproducedCount()).isZero();
    }

    @Test
    void whatIsImportedLateIsALateChangeThoughItsEventsAreOld() {
        Brief brief = briefs.make(BriefSubject.WHOLE_CITY, WEEK, BriefTown.ANALYST);
        town.put(11, "2026-03-03T05:00:00Z", "02", "E", "NOISE", Map.of());
        town.happens(11, "2026-03-03T05:00:00Z", "file", "E", Map.of());
        town.facts.follow();

        Briefs.Checked checked = briefs.check(brief);
        assertThat(checked.changed()).isEmpty();
        assertThat(checked.differences()).contains(new BriefCheck.Difference("counts/received/n", "6", "7"));
        assertThat(checked.causes()).containsExactly("late_changes");
    }

    @Test
    void aWeekAndItsMondayAreSentByTheSameSchedule() {
        long id = database.nextId();
        LocalDate monday = WEEK.from();
        Brief brief = briefs.make(BriefSubject.WHOLE_CITY, WEEK, BriefTown.ANALYST);
        BriefScheduleStore store = new BriefScheduleStore(town.ground.cipher());
        BriefSchedule weekly = schedule(id, BriefKind.WEEKLY, monday);
        BriefSchedule daily = schedule(id, BriefKind.DAILY, monday);
        database.useTransaction(handle -> {
            store.add(handle, weekly);
            assertThat(store.deliver(handle, weekly, monday, brief.id())).isTrue();
            assertThat(store.deliver(handle, weekly, monday, brief.id())).isFalse();
            assertThat(store.deliver(handle, daily, monday, brief.id())).isTrue();
            store.remove(handle, id);
        });
    }

    private BriefSchedule daily(LocalDate doneUntil) {
        return schedule(database.nextId(), BriefKind.DAILY, doneUntil);
    }

    private static BriefSchedule schedule(long id, BriefKind kind, LocalDate doneUntil) {
        return new BriefSchedule(
                id,
                1,
                kind,
                new BriefSubject("area", "district", "01"),
                "en",
                1,
                8,
                List.of("one@city.example", "two@city.example"),
                true,
                doneUntil,
                null,
                "analyst");
    }

    private List<Delivery> messages() {
        return database.inTransaction(handle ->
                town.ground.outbox().list(new OutboxFilter(null, null, null, null, 500)).stream()
                        .filter(entry -> entry.template().equals("brief_ready"))
                        .map(entry ->
                                town.ground.outbox().read(handle, entry.id()).orElseThrow())
                        .toList());
    }

    @Test
    void twoServersSendEachPeriodOnceAndCatchUp() throws Exception {
        BriefSchedule schedule = schedules.add(daily(LocalDate.of(2026, 3, 5)), BriefTown.ANALYST);
        assertThat(schedule.recipients()).containsExactly("one@city.example", "two@city.example");
        int sent = 0;
        ExecutorService servers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                BriefSchedules other = new BriefSchedules(town.ground, briefs);
                runs.add(servers.submit(other::runDue));
            }
            for (Future<Integer> run : runs) {
                sent += run.get();
            }
        } finally {
            servers.shutdown();
        }
        // the reports of Friday to Sunday; Monday's day is not over
        assertThat(sent).isEqualTo(3);
        assertThat(schedules.runDue()).isZero();
        List<Delivery> messages = messages();
        assertThat(messages).hasSize(6);
        assertThat(messages).allSatisfy(message -> {
            assertThat(message.subject() + message.text()).contains("West").doesNotContain("WASTE");
            assertThat(message.text())
                    .contains("https://city.example/briefings?id=")
                    .contains("&lang=en");
        });
        assertThat(schedules.get(schedule.id()).doneUntil()).isEqualTo(LocalDate.of(2026, 3, 8));
        assertThat(briefs.list("daily", new BriefStore.Subjects(List.of("area:district:01"), List.of()), 0, 10))
                .hasSize(3);

        town.now = Instant.parse("2026-03-30T01:00:00Z");
        assertThat(schedules.runDue()).isEqualTo(BriefSchedule.MOST_CAUGHT_UP);
        schedules.remove(schedule.id(), BriefTown.ANALYST);
    }
}
