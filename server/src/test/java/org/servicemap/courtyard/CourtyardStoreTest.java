package org.servicemap.courtyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.servicemap.courtyard.CourtyardTown.EAST;
import static org.servicemap.courtyard.CourtyardTown.START;
import static org.servicemap.courtyard.CourtyardTown.WEST;
import static org.servicemap.courtyard.CourtyardTown.text;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.TestTown;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.text.LocalText;

/** Voices, limits, days and history of proposals, on both kinds of database. */
@OnEveryDatabase
class CourtyardStoreTest {
    private final CourtyardTown town;
    private final Database database;

    CourtyardStoreTest(Database database) {
        this.database = database;
        town = new CourtyardTown(database);
    }

    @BeforeEach
    void clear() {
        town.clock.set(START);
        town.calendars.replace(WorkingCalendar.PLAIN);
        database.useTransaction(handle ->
                handle.execute("TRUNCATE courtyard_reports, courtyard_supports, courtyard_proposals CASCADE"));
    }

    private static void refused(ThrowingCallable call, String code) {
        assertThatThrownBy(call).extracting("code").isEqualTo(code);
    }

    private static <T> int succeeded(int calls, Callable<T> call) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(calls);
        try {
            List<Callable<T>> all = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                all.add(call);
            }
            int done = 0;
            for (Future<T> each : threads.invokeAll(all)) {
                try {
                    each.get();
                    done++;
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(CourtyardException.class);
                }
            }
            return done;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void theCommunityIsTheLevelAboveTheGrids() {
        assertThat(town.communities.level().id()).isEqualTo("district");
        assertThat(town.communities.all()).extracting(Community::code).containsExactly(WEST, EAST);
        assertThat(town.communities.neighbours(town.communities.get(WEST)))
                .extracting(Community::code)
                .containsExactly(EAST);
    }

    @Test
    void aResidentHasOneVoiceHoweverManyCallsAtOnce() throws InterruptedException {
        long id = town.published(town.resident("W"), "voices").id();
        Caller neighbour = town.resident("W");
        assertThat(succeeded(8, () -> town.proposals.support(neighbour, id, true, "zh")))
                .isEqualTo(8);
        assertThat(town.find(id).supports()).isEqualTo(1);
        town.proposals.support(town.resident("W"), id, false, "en");
        assertThat(town.find(id).supports()).isEqualTo(2);
        refused(() -> town.proposals.support(town.resident("E"), id, true, "zh"), "not_a_resident");
        town.proposals.takeBack(neighbour, id);
        town.proposals.takeBack(neighbour, id);
        assertThat(town.find(id).supports()).isEqualTo(1);
    }

    @Test
    void limitsHoldHoweverManyCallsAtOnce() throws InterruptedException {
        Caller author = town.resident("W");
        assertThat(succeeded(8, () -> town.proposals.propose(author, WEST, text("flood"))))
                .isEqualTo(2);
        town.clock.set(START.plus(Duration.ofDays(1)));
        town.proposals.propose(author, WEST, text("third"));
        refused(() -> town.proposals.propose(author, WEST, text("fourth")), "too_many_open_proposals");
    }

    @Test
    void thePlaceLiesInTheCommunity() {
        LonLat east = new LonLat(TestTown.WEST + TestTown.SIDE * 3.5, TestTown.SOUTH + TestTown.SIDE / 2);
        ProposalText there = new ProposalText("east", "words", null, east, null, List.of(), false, "zh");
        refused(() -> town.proposals.propose(town.resident("W"), WEST, there), "invalid_field");
        assertThat(town.proposals.propose(town.resident("E"), EAST, there).point())
                .isEqualTo(east);
    }

    @Test
    void anAnswerHasWorkingDaysAndIsOverdueAfterTheLast() {
        TreeMap<LocalDate, LocalText> holidays = new TreeMap<>();
        holidays.put(LocalDate.of(2026, 3, 5), LocalText.of("zh", "节日"));
        town.calendars.replace(
                new WorkingCalendar(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), holidays, new TreeSet<>()));
        Proposal proposal = town.published(town.resident("W"), "days");
        // of March: 3, 4, 6, 9, 10, 11, 12, 13, 16, 17 are the ten working days after the 2nd
        LocalDate last = LocalDate.of(2026, 3, 17);
        assertThat(proposal.answerBy()).isEqualTo(last);
        assertThat(town.find(proposal.id()).isOverdue(last)).isFalse();
        assertThat(town.find(proposal.id()).isOverdue(last.plusDays(1))).isTrue();
        Proposal later = declinedOf(town.published(town.resident("W"), "answered"));
        assertThat(later.isOverdue(last.plusDays(1))).isFalse();
    }

    private Proposal declinedOf(Proposal proposal) {
        return town.desk.decline(town.staff, proposal.id(), proposal.version(), "because");
    }

    @Test
    void aProposalWhoseTaskIsDoneIsOfferedToBeClosedWithAReason() {
        Proposal proposal = town.published(town.resident("W"), "task");
        long id = proposal.id();
        refused(() -> town.desk.close(town.staff, id, proposal.version(), "implemented", "x"), "proposal_not_open");
        Proposal adopted = town.desk.adoptAsTask(town.staff, id, proposal.version(), "yes", "01-0-0", town.today());
        assertThat(town.desk.queue(town.staff, ProposalDesk.Queue.TO_CLOSE, WEST, 0, 10))
                .extracting(Proposal::id)
                .containsExactly(id);
        refused(() -> town.desk.close(town.staff, id, adopted.version(), "implemented", " "), "invalid_field");
        refused(() -> town.desk.close(town.staff, id, adopted.version(), "perhaps", "x"), "invalid_field");
        town.desk.close(town.staff, id, adopted.version(), "not_implemented", "no room");
        List<Proposal.Event> events = database.inSnapshot(handle -> town.store.events(handle, id));
        assertThat(events)
                .extracting(Proposal.Event::kind)
                .containsExactly("proposed", "published", "adopted", "closed");
    }

    @Test
    void theCommunityIsRemindedOnceBeforeAndOnceAfterTheDate() throws InterruptedException {
        Proposal proposal = town.published(town.resident("W"), "reminded");
        LocalDate last = Objects.requireNonNull(proposal.answerBy());
        int soon = told("courtyard_due");
        int late = told("courtyard_overdue");
        assertThat(town.reminders.remind()).isZero();
        town.clock.set(noon(last.minusDays(3)));
        succeeded(4, town.reminders::remind);
        assertThat(told("courtyard_due")).isEqualTo(soon + 1);
        town.clock.set(noon(last));
        assertThat(town.reminders.remind()).isZero();
        town.clock.set(noon(last.plusDays(1)));
        assertThat(town.reminders.remind()).isEqualTo(1);
        assertThat(town.reminders.remind()).isZero();
        assertThat(told("courtyard_overdue")).isEqualTo(late + 1);
        assertThat(told("courtyard_due")).isEqualTo(soon + 1);
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(4, 0).toInstant(ZoneOffset.UTC);
    }

    private int told(String template) {
        return database.inSnapshot(
                handle -> handle.createQuery("SELECT count(*) FROM outbox WHERE template = :template")
                        .bind("template", template)
                        .mapTo(Integer.class)
                        .one());
    }

    @Test
    void anAdoptedProposalLeftOpenLongAfterTheWorkIsMarkedInPublic() {
        Proposal proposal = town.published(town.resident("W"), "left open");
        town.desk.adoptAsTask(town.staff, proposal.id(), proposal.version(), "yes", "01-0-0", town.today());
        town.clock.set(START.plus(Duration.ofDays(30)));
        assertThat(town.views.one(proposal.id()).overdue()).isFalse();
        town.clock.set(START.plus(Duration.ofDays(31)));
        assertThat(town.views.one(proposal.id()).overdue()).isTrue();
        Proposal adopted = town.find(proposal.id());
        town.desk.close(town.staff, adopted.id(), adopted.version(), "implemented", "done");
        assertThat(town.views.one(proposal.id()).overdue()).isFalse();
    }

    @Test
    void whatHasBecomeSensitiveShowsNoProgress() {
        long id = town.published(town.resident("W"), "sensitive").id();
        database.useTransaction(handle ->
                town.store.adopt(handle, id, new Proposal.Work(Proposal.Work.Kind.REQUEST, CourtyardTown.SENSITIVE)));
        assertThat(town.views.one(id).work()).isNull();
        assertThat(town.views.own(town.find(id)).work()).isNull();
        assertThat(town.views.staff(town.find(id)).work()).isNotNull();
    }

    @Test
    void historyIsOnlyEverAddedTo() {
        long id = town.published(town.resident("W"), "history").id();
        assertThatThrownBy(() -> database.useTransaction(
                        handle -> handle.execute("UPDATE courtyard_events SET words = 'other' WHERE proposal = ?", id)))
                .hasMessageContaining("only ever added");
        assertThatThrownBy(() -> database.useTransaction(
                        handle -> handle.execute("DELETE FROM courtyard_events WHERE proposal = ?", id)))
                .hasMessageContaining("only ever added");
    }

    @Test
    void whoIsForgottenLeavesWhatWasPublicAndNothingElse() {
        Caller author = town.resident("W");
        long account = Objects.requireNonNull(author.account());
        long shown = town.published(author, "shown").id();
        long hidden = town.proposals.propose(author, WEST, text("hidden")).id();
        long other = town.published(town.resident("W"), "other").id();
        town.proposals.support(author, other, true, "zh");
        String copy = database.inSnapshot(handle -> town.kept.copy(handle, List.of(account)))
                .toString();
        assertThat(copy).contains("shown", "hidden", Long.toString(other));
        int erased = database.inTransaction(handle -> town.kept.erase(handle, List.of(account)));
        assertThat(erased).isEqualTo(3);
        assertThat(town.find(shown).title()).isEqualTo("shown");
        assertThat(town.find(shown).account()).isNull();
        assertThat(town.find(hidden).title()).isEqualTo("—");
        assertThat(town.find(other).supports()).isZero();
        int left = database.inSnapshot(handle -> town.kept.count(handle, List.of(account)));
        assertThat(left).isZero();
    }

    @Test
    void whatHangsOnACommunityThatVanishesGoesOnWithTheLargestPartOfIt() {
        long open = town.published(town.resident("W"), "open").id();
        long ended = town.published(town.resident("W"), "ended").id();
        town.desk.decline(town.staff, ended, town.find(ended).version(), "no room");
        long elsewhere = town.proposals
                .propose(town.resident("E"), EAST, text("elsewhere"))
                .id();
        CourtyardAreas areas = new CourtyardAreas(TestTown::city);
        AreaKey west = new AreaKey("district", WEST);

        database.useTransaction(handle -> {
            handle.execute(
                    "INSERT INTO area_versions (id, label, status, effective_from, effective_to, content_hash, origin_lon,"
                            + " origin_lat, grid_k, levels, area_count, published_at) VALUES (4711, 'x', 'retired', '2001-01-01',"
                            + " '2001-01-01', '', 0, 0, 1, '[{\"rank\": 1, \"id\": \"district\"}, {\"rank\": 2, \"id\": \"grid\"}]', 0,"
                            + " clock_timestamp() + interval '1 day')");
            handle.execute(
                    "INSERT INTO courtyard_notices (id, area, title, words, first_day, last_day) VALUES (?, '01',"
                            + " '{\"zh\": \"停水\"}', '{}', current_date - 1, current_date + 1)",
                    database.nextId());

            List<AreaDependants.Dependant> hanging = areas.on(handle, Set.of(west, new AreaKey("grid", EAST)));

            assertThat(hanging)
                    .extracting(AreaDependants.Dependant::kind)
                    .containsExactly("ended_proposals", "notice", "proposal");
            assertThat(hanging).allSatisfy(each -> assertThat(each.area()).isEqualTo(west));
            assertThat(hanging.get(2).id()).isEqualTo(Long.toString(open));
            String before = areas.remember(handle);
            areas.move(
                    handle,
                    List.of(
                            new AreaDependants.Move(west, new AreaKey("district", EAST), 0.7),
                            new AreaDependants.Move(west, new AreaKey("district", "03"), 0.3),
                            new AreaDependants.Move(new AreaKey("grid", EAST), new AreaKey("grid", "99"), 1)));
            assertThat(areasOf(handle)).containsExactly(EAST, EAST, EAST);
            assertThat(handle.createQuery("SELECT area FROM courtyard_notices")
                            .mapTo(String.class)
                            .list())
                    .contains(EAST)
                    .doesNotContain(WEST);
            areas.restore(handle, before);
            assertThat(areasOf(handle)).containsExactly(WEST, WEST, EAST);
            handle.execute("DELETE FROM area_versions WHERE id = 4711");
            handle.execute("DELETE FROM courtyard_notices");
        });
        assertThat(town.find(elsewhere).area()).isEqualTo(EAST);
    }

    private static List<String> areasOf(Handle handle) {
        return handle.createQuery("SELECT area FROM courtyard_proposals ORDER BY id")
                .mapTo(String.class)
                .list();
    }
}
