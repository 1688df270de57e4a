package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.AccountAreas;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaDependants.Move;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.TestTown;
import org.servicemap.insights.briefs.BriefAreas;
import org.servicemap.insights.governance.GovernanceAreas;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.wardens.WardenAreas;

/** What people and programs keep by the codes of areas follows when codes go, and comes back: against what one can say by hand. */
@OnEveryDatabase
class HangingOnAreasStoreTest {
    private static final AreaKey A = new AreaKey("grid", "a");
    private static final AreaKey B = new AreaKey("grid", "b");
    private static final AreaKey WEST = new AreaKey("district", "W");
    private static final Set<AreaKey> GONE = Set.of(A, B, WEST);
    /** a is split into x and y, b becomes a part of x, W is E from now on. */
    private static final List<Move> MOVES = List.of(
            new Move(A, new AreaKey("grid", "x"), 0.6),
            new Move(A, new AreaKey("grid", "y"), 0.4),
            new Move(B, new AreaKey("grid", "x"), 1),
            new Move(WEST, new AreaKey("district", "E"), 0.9),
            new Move(WEST, new AreaKey("district", "F"), 0.1));

    private final Database database;
    private final AreaDependants wardens;
    private final AreaDependants governance;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC); // of an empty database;

    HangingOnAreasStoreTest(Database database) {
        this.database = database;
        wardens = new WardenAreas(TestTown::city, database::nextId);
        governance = new GovernanceAreas(database::nextId);
    }

    @BeforeEach
    void fill() {
        database.useTransaction(handle -> {
            handle.execute("TRUNCATE warden_assignments, field_tasks, patrol_plans, field_task_moves, governance_tasks,"
                    + " governance_notes, brief_schedules CASCADE");
            handle.execute("DELETE FROM accounts");
            account(handle, 1, "ann", WEST);
            account(handle, 2, "bob", A);
            account(handle, 3, "cat", new AreaKey("district", "S"));
            account(handle, 4, "dan", new AreaKey("grid", "W"));
        });
    }

    private static void account(Handle handle, long id, String login, AreaKey area) {
        handle.execute(
                "INSERT INTO accounts (id, kind, login, name, roles, area_level, area)"
                        + " VALUES (?, 'staff', ?, ?, ARRAY['warden'], ?, ?)",
                id,
                login,
                login,
                area.level(),
                area.code());
    }

    private void assign(long id, long account, String duty, String grid, int from, Integer until) {
        database.useTransaction(handle -> handle.execute(
                "INSERT INTO warden_assignments (id, account, duty, grid, first_day, last_day) VALUES (?, ?, ?, ?, ?, ?)",
                id,
                account,
                duty,
                grid,
                today.plusDays(from),
                until == null ? null : today.plusDays(until)));
    }

    private void in(Consumer<Handle> work) {
        database.useTransaction(work::accept);
    }

    private List<String> rows(String sql) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private List<AreaDependants.Dependant> hanging(AreaDependants dependants) {
        return database.inTransaction(handle -> dependants.on(handle, GONE));
    }

    private String moved(AreaDependants dependants) {
        String kept = database.inTransaction(dependants::remember);
        in(handle -> dependants.move(handle, MOVES));
        in(handle -> dependants.move(handle, MOVES));
        assertThat(hanging(dependants)).isEmpty();
        return kept;
    }

    @Test
    void accountsGoOnWithTheLargestPartAndComeBackUnlessSomebodyChangedThem() {
        assertThat(hanging(new AccountAreas()))
                .extracting(AreaDependants.Dependant::id)
                .containsExactly("ann", "bob");
        String kept = moved(new AccountAreas());
        String areas = "SELECT login || ' ' || area_level || ' ' || area || ' ' || version FROM accounts ORDER BY id";
        assertThat(rows(areas)).containsExactly("ann district E 2", "bob grid x 2", "cat district S 1", "dan grid W 1");
        assertThat(rows("SELECT reason FROM audit WHERE action = 'account_area_moved' AND subject = 'account:1'"))
                .last()
                .isEqualTo("district W → E (90.0 %)");

        in(handle -> {
            handle.execute("UPDATE accounts SET area = 'y' WHERE login = 'bob'");
            handle.execute("INSERT INTO audit (name, roles, action, subject)"
                    + " VALUES ('chief', '{}', 'account_changed', 'account:2')");
            new AccountAreas().restore(handle, kept);
        });
        assertThat(rows(areas)).containsExactly("ann district W 3", "bob grid y 2", "cat district S 1", "dan grid W 1");
    }

    private static final String FORMER = "SELECT account || ' ' || level || ' ' || area || ' ' || version"
            + " FROM account_former_areas ORDER BY account, level, area, version";

    /** A version with one district, in force for so many days until a day before today. */
    private static void version(Handle handle, long id, int from, int days, String... districts) {
        handle.execute(
                "INSERT INTO area_versions (id, label, status, effective_from, effective_to, content_hash, origin_lon,"
                        + " origin_lat, grid_k, levels, area_count, published_at) VALUES (?, 'v', 'retired', current_date - ?,"
                        + " current_date - ?, '', 0, 0, 29, '[{\"rank\": 1, \"id\": \"district\"}]', 1, now())",
                id,
                from,
                from - days);
        for (int i = 0; i < districts.length; i++) {
            handle.execute(
                    "INSERT INTO areas (version_id, ordinal, level, code, name, attributes, area_m2, label_lon, label_lat,"
                            + " min_lon, min_lat, max_lon, max_lat, shape_hash) VALUES (?, ?, 1, ?, '{}', '{}', 1, 0, 0, 0, 0, 0, 0, '')",
                    id,
                    i,
                    districts[i]);
        }
    }

    private static List<String> rows(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(String.class).list();
    }

    private static Move whole(String from, String to) {
        return new Move(new AreaKey("district", from), new AreaKey("district", to), 1);
    }

    @Test
    void accountsKeepAllFormerCodesByTheVersionsOfThen() {
        AccountAreas accounts = new AccountAreas();
        in(handle -> {
            version(handle, 101, 1000, 100, "W", "S");
            version(handle, 102, 900, 100, "W", "S");
            version(handle, 103, 800, 100, "E", "S");
            version(handle, 104, 700, 100, "G", "W"); // W is another area from then on
            version(handle, 105, -10, 100, "W", "S"); // is to come
            // nobody was there on the first days of 103 and 104: both wait, and this is the turn of 103
            handle.execute("UPDATE area_versions SET taken_up_at = now() WHERE id IN (101, 102)");
            accounts.move(handle, List.of(new Move(WEST, new AreaKey("district", "E"), 1, 0.4)));
            assertThat(rows(handle, "SELECT reason FROM audit WHERE subject = 'account:1' ORDER BY id"))
                    .as("an administrator reads who got more than a person gave")
                    .last()
                    .isEqualTo("district W → E (100.0 %), which is more: 40.0 % of it was theirs");
            assertThat(rows(handle, FORMER)).containsExactly("1 district W 101", "1 district W 102");

            handle.execute("UPDATE area_versions SET taken_up_at = now() WHERE id = 103");
            String kept = accounts.remember(handle);
            accounts.move(handle, List.of(whole("E", "G")));
            accounts.move(handle, List.of(whole("E", "G")));
            handle.execute("UPDATE area_versions SET taken_up_at = now() WHERE id = 104");
            assertThat(rows(handle, FORMER))
                    .as("renumbered twice, and the code that was given again opens nothing")
                    .containsExactly("1 district E 103", "1 district W 101", "1 district W 102");

            accounts.restore(handle, kept);
            accounts.restore(handle, kept);
            assertThat(rows(handle, "SELECT area FROM accounts WHERE id = 1")).containsExactly("E");
            assertThat(rows(handle, FORMER))
                    .as("it has E again, and keeps what was placed in G while that was in force")
                    .containsExactly("1 district G 104", "1 district W 101", "1 district W 102");
            handle.rollback();
        });
    }

    private static final String ASSIGNMENTS =
            "SELECT account || ' ' || duty || ' ' || grid || ' ' || first_day || ' ' ||"
                    + " coalesce(last_day::text, '') FROM warden_assignments ORDER BY account, duty, grid, first_day";

    private String row(long account, String duty, String grid, int from, Integer until) {
        return account + " " + duty + " " + grid + " " + today.plusDays(from) + " "
                + (until == null ? "" : today.plusDays(until));
    }

    @Test
    void wardensLookAfterAllPartsFromTodayOnAndPastDaysStay() {
        assign(11, 1, "warden", "a", -900, -800);
        assign(12, 1, "warden", "a", -30, null);
        assign(13, 1, "warden", "b", -20, 10);
        assign(14, 2, "steward", "a", 5, 9);
        assign(15, 2, "warden", "b", 0, null);
        assign(16, 2, "warden", "x", -3, 2);
        assign(17, 3, "warden", "s", -3, null);
        List<String> before = rows(ASSIGNMENTS);
        assertThat(hanging(wardens))
                .extracting(each ->
                        each.kind() + " " + each.id() + " " + each.area().code())
                .containsExactly("assignment ann a", "assignment bob a", "assignment ann b", "assignment bob b");

        String kept = moved(wardens);
        assertThat(rows(ASSIGNMENTS))
                .containsExactly(
                        row(1, "warden", "a", -900, -800),
                        row(1, "warden", "a", -30, -1),
                        row(1, "warden", "b", -20, -1),
                        row(1, "warden", "x", 0, null),
                        row(1, "warden", "y", 0, null),
                        row(2, "steward", "x", 5, 9),
                        row(2, "steward", "y", 5, 9),
                        row(2, "warden", "x", -3, 2),
                        row(2, "warden", "x", 3, null),
                        row(3, "warden", "s", -3, null));
        assertThat(rows("SELECT reason FROM audit WHERE action = 'grids_moved' AND subject = 'account:1'"))
                .last()
                .isEqualTo("a → x, y; b → x");

        in(handle -> {
            handle.execute("UPDATE warden_assignments SET last_day = ? WHERE id = 17", today);
            wardens.restore(handle, kept);
            wardens.restore(handle, kept);
        });
        before.set(before.size() - 1, row(3, "warden", "s", -3, 0));
        assertThat(rows(ASSIGNMENTS)).isEqualTo(before);
        assertThat(rows("SELECT id::text FROM warden_assignments ORDER BY id"))
                .containsExactly("11", "12", "13", "14", "15", "16", "17");
    }

    @Test
    void roundsAndOpenTasksGoWithTheLargestPartAndWhatIsDoneStays() {
        in(handle -> {
            handle.execute(
                    "INSERT INTO patrol_plans (id, grid, name, every, items) VALUES (21, 'a', '{\"zh\": \"巡\"}', 'day', '[]')");
            task(handle, 31, "a", "open", "p1");
            task(handle, 32, "a", "done", "p2");
            task(handle, 33, "b", "open", "p1");
            task(handle, 34, "s", "open", "p1");
            handle.execute("INSERT INTO field_task_moves VALUES (1, 'a', 2, ?)", today.plusDays(3));
        });
        assertThat(hanging(wardens))
                .extracting(AreaDependants.Dependant::kind)
                .containsExactly("field_task", "field_task", "patrol_plan");
        String kept = database.inTransaction(wardens::remember);
        in(handle -> wardens.move(handle, MOVES));
        String tasks = "SELECT id || ' ' || grid || ' ' || version FROM field_tasks ORDER BY id";
        assertThat(rows(tasks)).containsExactly("31 x 1", "32 a 1", "33 b 1", "34 s 1");
        assertThat(rows("SELECT grid FROM patrol_plans")).containsExactly("x");
        assertThat(rows("SELECT from_account || grid || to_account FROM field_task_moves"))
                .containsExactly("1x2");
        in(handle -> wardens.restore(handle, kept));
        assertThat(rows(tasks)).containsExactly("31 a 1", "32 a 1", "33 b 1", "34 s 1");
        assertThat(rows("SELECT grid FROM patrol_plans")).containsExactly("a");
    }

    private void task(Handle handle, long id, String grid, String state, String proposal) {
        handle.execute(
                "INSERT INTO field_tasks (id, kind, origin, origin_ref, title, grid, due_on, state, outcome)"
                        + " VALUES (?, 'prevention', 'courtyard', ?, 'look', ?, ?, ?, ?)",
                id,
                proposal,
                grid,
                today,
                state,
                state.equals("done") ? "fine" : null);
    }

    @Test
    void governanceGoesOnInTheLargestPartAndKnowsTheCodeOfBefore() {
        in(handle -> {
            governed(handle, 41, "running");
            governed(handle, 42, "done");
        });
        String kept = moved(governance);
        String tasks = "SELECT id || ' ' || area || ' ' || former_areas::text FROM governance_tasks ORDER BY id";
        assertThat(rows(tasks)).containsExactly("41 E {W}", "42 W {}");
        assertThat(rows("SELECT task || ' ' || state || ' ' || words FROM governance_notes"))
                .containsExactly("41 running district W → E (90.0 %)");
        in(handle -> governance.restore(handle, kept));
        assertThat(rows(tasks)).containsExactly("41 W {}", "42 W {}");
    }

    private void governed(Handle handle, long id, String state) {
        handle.execute(
                "INSERT INTO governance_tasks (id, kind, origin, title, words, area_level, area, unit, begins_on, due_on, measure,"
                        + " state, version) VALUES (?, 'topic', 'staff', 'lifts', '', 'district', 'W', 'u', ?, ?, 'received', ?, 1)",
                id,
                today,
                today,
                state);
    }

    @Test
    void reportsGoOnAboutTheLargestPartAndComeBackUnlessSomebodyChangedThem() {
        in(handle -> {
            schedule(handle, 51, "area", "district", "W");
            schedule(handle, 52, "unit", "", "W");
            schedule(handle, 53, "area", "grid", "a");
            schedule(handle, 54, "area", "grid", "s");
        });
        String kept = moved(new BriefAreas());
        String schedules = "SELECT id || ' ' || level || ' ' || code FROM brief_schedules ORDER BY id";
        assertThat(rows(schedules)).containsExactly("51 district E", "52  W", "53 grid x", "54 grid s");
        assertThat(rows("SELECT reason FROM audit WHERE action = 'brief_schedule_moved'"
                        + " AND subject = 'brief_schedule:51'"))
                .last()
                .isEqualTo("district W → E (90.0 %)");

        in(handle -> {
            edit(handle, 53, "y");
            edit(handle, 54, "t"); // never moved, and as many versions on as one that was
            new BriefAreas().restore(handle, kept);
        });
        assertThat(rows(schedules)).containsExactly("51 district W", "52  W", "53 grid y", "54 grid t");
    }

    private static void edit(Handle handle, long id, String code) {
        handle.execute("UPDATE brief_schedules SET code = ?, version = version + 1 WHERE id = ?", code, id);
        handle.execute("INSERT INTO audit (name, roles, action, subject)"
                + " VALUES ('chief', '{}', 'brief_schedule_changed', 'brief_schedule:" + id + "')");
    }

    private void schedule(Handle handle, long id, String subject, String level, String code) {
        handle.execute(
                "INSERT INTO brief_schedules (id, kind, subject, level, code, language, on_day, hour, recipients, done_until,"
                        + " made_name) VALUES (?, 'weekly', ?, ?, ?, 'zh', 1, 8, '', ?, 'x')",
                id,
                subject,
                level,
                code,
                today);
    }
}
