package org.servicemap.wardens;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;
import org.servicemap.wardens.AssignmentTable.Row;

/**
 * Compares a table with the assignments there are: what would be new, what would change, and what is wrong with which row and column.
 * A row is the same assignment as one there is when account, duty, grid and first day are. Pure.
 */
final class AssignmentCheck {
    private static final Map<String, String> DUTIES = Map.of(
            "warden", Assignment.WARDEN,
            "网格员", Assignment.WARDEN,
            "steward", Assignment.STEWARD,
            "街巷长", Assignment.STEWARD);

    private final Map<String, AssignmentStore.Person> people;
    private final Predicate<String> grids;
    private final Predicate<String> ownGrid;
    private final Predicate<AssignmentStore.Person> ownPerson;
    private final Map<Key, List<Placed>> there = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private int unchanged;

    /**
     * @param people by login, of all that the table names
     * @param grids whether there is a grid of a code
     * @param ownGrid whether it is the caller's
     * @param ownPerson whether the caller may assign somebody
     * @param existing all assignments of these people
     */
    AssignmentCheck(
            Map<String, AssignmentStore.Person> people,
            Predicate<String> grids,
            Predicate<String> ownGrid,
            Predicate<AssignmentStore.Person> ownPerson,
            List<Assignment> existing) {
        this.people = people;
        this.grids = grids;
        this.ownGrid = ownGrid;
        this.ownPerson = ownPerson;
        existing.forEach(one -> at(one).add(new Placed(one, 0)));
    }

    /** What is wrong with a row. */
    record Fault(long line, String column, String code, LocalText message) {}

    /**
     * What a row does.
     *
     * @param before null of a new one
     */
    record Change(
            long line,
            Assignment after,
            @Nullable Assignment before,
            String login,
            @Nullable String substitute) {
        /** The same for another account, as when a new one has its id. */
        Change with(long account) {
            Assignment one = after;
            return new Change(
                    line,
                    new Assignment(
                            one.id(),
                            account,
                            one.duty(),
                            one.grid(),
                            one.firstDay(),
                            one.lastDay(),
                            one.substituteFor()),
                    before,
                    login,
                    substitute);
        }
    }

    /** All that was found. */
    record Report(int rows, List<Fault> faults, List<Change> changes, int unchanged) {}

    private record Key(long account, String duty, String grid) {}

    /** @param line of the table that has it so; 0 as it is kept */
    private record Placed(Assignment assignment, long line) {}

    private List<Placed> at(Assignment one) {
        return there.computeIfAbsent(new Key(one.account(), one.duty(), one.grid()), key -> new ArrayList<>());
    }

    Report check(List<Row> rows) {
        List<Change> wanted = new ArrayList<>();
        rows.forEach(row -> {
            Change change = read(row);
            if (change != null) {
                wanted.add(place(change));
            }
        });
        wanted.forEach(this::requireFree);
        wanted.forEach(this::requireSubstituted);
        return new Report(rows.size(), List.copyOf(faults), List.copyOf(changes), unchanged);
    }

    private @Nullable Change read(Row row) {
        int before = faults.size();
        AssignmentStore.Person person = person(row, "login");
        String duty = duty(row);
        String grid = grid(row);
        LocalDate first = day(row, "first_day", true);
        LocalDate last = day(row, "last_day", false);
        AssignmentStore.Person substituted = row.get("substitute_for") == null ? null : person(row, "substitute_for");
        if (first != null && last != null && last.isBefore(first)) {
            fault(row.line(), "last_day", "bad_value", "最后一天早于第一天", "the last day is before the first");
        }
        if (person != null && substituted != null && person.id() == substituted.id()) {
            fault(row.line(), "substitute_for", "bad_value", "不能代替自己", "nobody stands in for themselves");
        }
        if (faults.size() > before || person == null || duty == null || grid == null || first == null) {
            return null;
        }
        Assignment after =
                new Assignment(0, person.id(), duty, grid, first, last, substituted == null ? null : substituted.id());
        return new Change(
                row.line(),
                after,
                null,
                String.valueOf(person.login()),
                substituted == null ? null : substituted.login());
    }

    private AssignmentStore.@Nullable Person person(Row row, String column) {
        String login = needed(row, column);
        if (login == null) {
            return null;
        }
        AssignmentStore.Person person = people.get(login.toLowerCase(Locale.ROOT));
        if (person == null) {
            fault(
                    row.line(),
                    column,
                    "unknown_login",
                    "没有网格员或街巷长账号 " + login,
                    "no warden or steward has the login " + login);
            return null;
        }
        if (!ownPerson.test(person)) {
            fault(
                    row.line(),
                    column,
                    "out_of_scope",
                    "账号 " + login + " 属于其他单位",
                    "the account " + login + " belongs to another unit");
            return null;
        }
        return person;
    }

    private @Nullable String needed(Row row, String column) {
        String value = row.get(column);
        if (value == null) {
            fault(row.line(), column, "missing_value", "这一格不能为空", "this cell must not be empty");
        }
        return value;
    }

    private @Nullable String duty(Row row) {
        String word = needed(row, "duty");
        if (word == null) {
            return null;
        }
        String duty = dutyOf(word);
        if (duty == null) {
            fault(row.line(), "duty", "bad_value", "应为 warden（网格员）或 steward（街巷长）", "warden or steward");
        }
        return duty;
    }

    /** A duty by its word in a table; null when it is none. */
    static @Nullable String dutyOf(String word) {
        return DUTIES.get(word.toLowerCase(Locale.ROOT));
    }

    private @Nullable String grid(Row row) {
        String code = needed(row, "grid");
        if (code == null) {
            return null;
        }
        if (!grids.test(code)) {
            fault(row.line(), "grid", "unknown_grid", "现行版本没有网格 " + code, "the version in force has no grid " + code);
            return null;
        }
        if (!ownGrid.test(code)) {
            fault(
                    row.line(),
                    "grid",
                    "out_of_scope",
                    "网格 " + code + " 不在您的辖区",
                    "grid " + code + " is not in your area");
            return null;
        }
        return code;
    }

    private @Nullable LocalDate day(Row row, String column, boolean required) {
        String text = required ? needed(row, column) : row.get(column);
        if (text == null) {
            return null;
        }
        try {
            return parse(text);
        } catch (DateTimeException | NumberFormatException e) {
            fault(row.line(), column, "bad_date", "日期应写作 2026-01-31", "a date is written 2026-01-31");
            return null;
        }
    }

    /** As spreadsheets write days: 2026-1-31, 2026/1/31, also with a time behind. */
    private static LocalDate parse(String text) {
        String[] parts = text.strip().split("[T ]", 2)[0].split("[-/.]", -1);
        if (parts.length != 3 || parts[0].length() != 4) {
            throw new DateTimeException("no date");
        }
        return LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    /** Puts a row among what there is, in the place of the assignment that it is, if there is one. */
    private Change place(Change change) {
        Assignment after = change.after();
        List<Placed> placed = at(after);
        for (int i = 0; i < placed.size(); i++) {
            Placed each = placed.get(i);
            if (each.line() == 0 && each.assignment().firstDay().equals(after.firstDay())) {
                Assignment before = each.assignment();
                Assignment now = new Assignment(
                        before.id(),
                        after.account(),
                        after.duty(),
                        after.grid(),
                        after.firstDay(),
                        after.lastDay(),
                        after.substituteFor());
                placed.set(i, new Placed(now, change.line()));
                Change known = new Change(change.line(), now, before, change.login(), change.substitute());
                note(known);
                return known;
            }
        }
        placed.add(new Placed(after, change.line()));
        note(change);
        return change;
    }

    private void note(Change change) {
        if (change.after().equals(change.before())) {
            unchanged++;
        } else {
            changes.add(change);
        }
    }

    private void requireFree(Change change) {
        for (Placed each : at(change.after())) {
            // of two rows in each other's way the later one is told
            boolean earlier = each.line() < change.line();
            if (earlier && each.assignment().clashesWith(change.after())) {
                String span = each.assignment().span().toString();
                boolean ofTable = each.line() > 0;
                fault(
                        change.line(),
                        "first_day",
                        "already_assigned",
                        (ofTable ? "与第 " + each.line() + " 行的日期重叠：" : "与已有的安排重叠：") + span,
                        (ofTable ? "overlaps line " + each.line() + ": " : "overlaps what there is: ") + span);
            }
        }
    }

    private void requireSubstituted(Change change) {
        Long substituted = change.after().substituteFor();
        if (substituted == null) {
            return;
        }
        Assignment after = change.after();
        Key key = new Key(substituted, after.duty(), after.grid());
        boolean has = there.getOrDefault(key, List.of()).stream()
                .anyMatch(each -> each.assignment().span().overlaps(after.span()));
        if (!has) {
            fault(
                    change.line(),
                    "substitute_for",
                    "not_assigned",
                    Objects.requireNonNullElse(change.substitute(), "") + " 在这些日子不负责该网格",
                    Objects.requireNonNullElse(change.substitute(), "")
                            + " does not look after the grid on these days");
        }
    }

    private void fault(long line, String column, String code, String zh, String en) {
        faults.add(new Fault(line, column, code, LocalText.of("zh", zh, "en", en)));
    }
}
