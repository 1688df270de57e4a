package org.servicemap.wardens;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Account;
import org.servicemap.accounts.AccountChange;
import org.servicemap.accounts.AccountKind;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Scope;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.accounts.personal.PhoneNumber;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.http.Role;
import org.servicemap.text.LocalText;
import org.servicemap.units.Unit;
import org.servicemap.wardens.AssignmentCheck.Fault;
import org.servicemap.wardens.AssignmentTable.Row;

/**
 * Compares the people of a table with the accounts there are. Only accounts that are a warden's and nothing else are changed, and only in
 * the caller's units and areas; who stands in several rows (one for each grid) is the same in all. Pure.
 */
final class PersonCheck {
    private static final int LONGEST_NAME = 100;
    private static final String BAD_VALUE = "bad_value";
    /** What a spreadsheet would take for a formula when a name is written into a table again. */
    private static final String FORMULA = "=+-@\t\r";

    private final AssignmentScope scope;
    private final PhoneFormat phones;
    private final Map<String, Account> accounts;
    private final Map<Long, PhoneNumber> known;
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    /**
     * @param accounts by login, of all that the table names
     * @param known their phone numbers, as far as they are kept
     */
    PersonCheck(
            AssignmentScope scope, PhoneFormat phones, Map<String, Account> accounts, Map<Long, PhoneNumber> known) {
        this.scope = scope;
        this.phones = phones;
        this.accounts = accounts;
        this.known = known;
    }

    /**
     * Somebody of the table.
     *
     * @param before null of a new one
     * @param phone null: the table does not say
     */
    record Person(
            long line,
            String login,
            AccountChange change,
            @Nullable PhoneNumber phone,
            @Nullable Account before,
            @Nullable PhoneNumber phoneBefore) {
        /** A stand-in for the id that a new account will have. */
        long id() {
            Account there = before;
            return there == null ? -line : there.id();
        }

        boolean isChanged() {
            Account there = before;
            return there == null || phoneChanges() || !change.equals(PersonCheck.change(there));
        }

        boolean phoneChanges() {
            return phone != null && !phone.equals(phoneBefore);
        }

        AssignmentStore.Person named() {
            return new AssignmentStore.Person(
                    id(), change.name(), login, change.unit(), change.areaLevel(), change.area(), false);
        }
    }

    static AccountChange change(Account there) {
        return new AccountChange(
                there.name(), there.roles(), there.unit(), there.areaLevel(), there.area(), there.locked());
    }

    List<Fault> faults() {
        return faults;
    }

    /** By login, in the order of the table; those with a fault are not in it. */
    Map<String, Person> check(List<Row> rows) {
        rows.forEach(this::read);
        return people;
    }

    private void read(Row row) {
        int before = faults.size();
        String login = login(row);
        String name = name(row);
        PhoneNumber phone = phone(row);
        Account there = login == null ? null : accounts.get(login);
        Unit unit = unit(row, there);
        Area area = unit == null ? null : area(row, unit, there);
        if (there != null) {
            requireWarden(row, there);
        }
        if (faults.size() > before || login == null || name == null || unit == null || area == null) {
            return;
        }
        AccountChange change =
                new AccountChange(name, Set.of(Role.WARDEN), unit.code(), area.level(), area.code(), false);
        Person person =
                new Person(row.line(), login, change, phone, there, there == null ? null : known.get(there.id()));
        Person first = people.putIfAbsent(login, person);
        if (first != null && !(first.change().equals(change) && Objects.equals(first.phone(), phone))) {
            fault(
                    row,
                    "login",
                    "differs",
                    "与第 " + first.line() + " 行的同一账号不一致",
                    "not the same as this login in line " + first.line());
        }
    }

    /** A login as it is kept; of a row that has none null. */
    static @Nullable String loginOf(Row row) {
        String written = row.get("login");
        return written == null ? null : written.toLowerCase(Locale.ROOT);
    }

    private @Nullable String login(Row row) {
        String login = loginOf(row);
        if (login == null) {
            missing(row, "login");
        } else if (!Accounts.isLogin(login)) {
            fault(
                    row,
                    "login",
                    BAD_VALUE,
                    "登录名为 2 至 80 个字符：a-z、0-9、点、横线、下划线、@",
                    "a login has 2 to 80 of a-z, 0-9, dot, dash, underscore, @");
            return null;
        }
        return login;
    }

    private @Nullable String name(Row row) {
        String name = row.get("name");
        if (name == null) {
            missing(row, "name");
        } else if (name.length() > LONGEST_NAME || FORMULA.indexOf(name.charAt(0)) >= 0) {
            fault(
                    row,
                    "name",
                    BAD_VALUE,
                    "姓名为 1 至 100 个字符，不能以 = + - @ 开头",
                    "a name has 1 to 100 characters and does not begin with = + - @");
        }
        return name;
    }

    private @Nullable PhoneNumber phone(Row row) {
        String written = row.get("phone");
        if (written == null) {
            return null;
        }
        Optional<PhoneNumber> phone = phones.parse(written);
        if (phone.isEmpty()) {
            fault(row, "phone", BAD_VALUE, "不是电话号码；表格中请设为文本格式", "no phone number; format the column as text");
        }
        return phone.orElse(null);
    }

    /** What the table says, else as it is, else the caller's. */
    private @Nullable Unit unit(Row row, @Nullable Account there) {
        String code = row.get("unit");
        if (code == null && there != null) {
            code = there.unit();
        }
        if (code == null) {
            code = scope.caller().unit();
        }
        if (code == null) {
            missing(row, "unit");
            return null;
        }
        Optional<Unit> unit = scope.units().find(code);
        if (unit.isEmpty()) {
            fault(row, "unit", "unknown_unit", "没有单位 " + code, "there is no unit " + code);
        } else if (!Scope.covers(scope.units(), scope.caller(), code)) {
            fault(row, "unit", "out_of_scope", "单位 " + code + " 不归您管理", "the unit " + code + " is not yours");
            return null;
        }
        return unit.orElse(null);
    }

    private record Area(String level, String code) {}

    /** What the table says, else as it is while the unit stays, else the unit's. */
    private @Nullable Area area(Row row, Unit unit, @Nullable Account there) {
        String written = row.get("area");
        Optional<Area> found =
                written != null ? named(written) : kept(unit, there).or(() -> ofUnit(unit));
        if (found.isEmpty()) {
            fault(
                    row,
                    "area",
                    "unknown_area",
                    written == null ? "该单位没有辖区，请填写区域代码" : "没有区域 " + written,
                    written == null ? "the unit has no area: name one" : "there is no area " + written);
            return null;
        }
        Area area = found.get();
        OptionalInt ordinal = AssignmentGrids.find(scope.snapshot(), area.level(), area.code());
        if (ordinal.isEmpty() || !scope.covers(ordinal.getAsInt())) {
            fault(row, "area", "out_of_scope", "区域不在您的辖区", "the area is not in yours");
            return null;
        }
        return area;
    }

    private static Optional<Area> kept(Unit unit, @Nullable Account there) {
        String level = there == null ? null : there.areaLevel();
        String code = there == null ? null : there.area();
        return there != null && level != null && code != null && unit.code().equals(there.unit())
                ? Optional.of(new Area(level, code))
                : Optional.empty();
    }

    /** The unit's own, else that of the nearest unit above it. */
    private Optional<Area> ofUnit(Unit unit) {
        Unit each = unit;
        for (int steps = 0; each != null && steps < 50; steps++) {
            String level = each.level();
            String area = each.area();
            if (level != null && area != null) {
                return Optional.of(new Area(level, area));
            }
            String parent = each.parent();
            each = parent == null ? null : scope.units().find(parent).orElse(null);
        }
        return Optional.empty();
    }

    /** {@code level:code}, or a code alone, which is looked for from the finest level up. */
    private Optional<Area> named(String written) {
        AreaSnapshot snapshot = scope.snapshot();
        int colon = written.indexOf(':');
        if (colon >= 0) {
            Area area = new Area(written.substring(0, colon), written.substring(colon + 1));
            return AssignmentGrids.find(snapshot, area.level(), area.code()).isPresent()
                    ? Optional.of(area)
                    : Optional.empty();
        }
        List<Level> levels = snapshot.levels();
        for (int i = levels.size() - 1; i >= 0; i--) {
            String level = levels.get(i).id();
            if (AssignmentGrids.find(snapshot, level, written).isPresent()) {
                return Optional.of(new Area(level, written));
            }
        }
        return Optional.empty();
    }

    private void requireWarden(Row row, Account there) {
        boolean own = there.kind() == AccountKind.STAFF
                && there.roles().equals(Set.of(Role.WARDEN))
                && Scope.covers(scope.units(), scope.caller(), there.unit())
                && scope.coversPerson(there.unit(), there.areaLevel(), there.area());
        if (!own) {
            fault(
                    row,
                    "login",
                    "login_taken",
                    "登录名 " + there.login() + " 已被其他账号使用",
                    "the login " + there.login() + " is another account's");
        } else if (there.locked()) {
            fault(
                    row,
                    "login",
                    "account_locked",
                    "账号已锁定，请管理员先解锁",
                    "the account is locked: an administrator unlocks it");
        }
    }

    /** Codes of the grids that a row names, each once. */
    static Set<String> grids(Row row) {
        Set<String> codes = new LinkedHashSet<>();
        String written = Objects.requireNonNullElse(row.get("grids"), "");
        for (String code : written.split("[\\s,;|、，；]+", -1)) {
            if (!code.isEmpty()) {
                codes.add(code);
            }
        }
        return codes;
    }

    private void missing(Row row, String column) {
        fault(row, column, "missing_value", "这一格不能为空", "this cell must not be empty");
    }

    private void fault(Row row, String column, String code, String zh, String en) {
        faults.add(new Fault(row.line(), column, code, LocalText.of("zh", zh, "en", en)));
    }
}
