package org.servicemap.wardens;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Account;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.personal.PhoneNumber;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.qr.QrPicture;
import org.servicemap.storage.Database;
import org.servicemap.wardens.AssignmentJson.GridNameJson;

/** Codes for many wardens at once, to be printed and handed out; and the numbers by which they are reached. */
final class EnrolmentSheetRoutes implements RouteGroup {
    private static final int MOST = 60;
    private static final int USUAL_HOURS = 24;
    private static final int MOST_HOURS = 72;
    private static final int MOST_GRIDS = 6;
    private static final Pattern PAGE = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]{1,200}/warden");
    private static final RateLimit PRINTING = RateLimit.perHour("enrolment_sheets", 120);
    private static final RateLimit OPENING = RateLimit.perHour("open_warden_phone", 300);
    private static final Param<Long> ACCOUNT =
            Param.id("account", "Account of a warden").inPath();

    private final Database database;
    private final Devices devices;
    private final FieldScope scope;
    private final AssignmentGrids grids;
    private final Assignments assignments;
    private final AssignmentStore store;
    private final WardenPhones phones;
    private final Supplier<ZoneId> zone;

    EnrolmentSheetRoutes(
            Database database,
            Devices devices,
            FieldScope scope,
            AssignmentGrids grids,
            Assignments assignments,
            AssignmentStore store,
            WardenPhones phones,
            Supplier<ZoneId> zone) {
        this.database = database;
        this.devices = devices;
        this.scope = scope;
        this.grids = grids;
        this.assignments = assignments;
        this.store = store;
        this.phones = phones;
        this.zone = zone;
    }

    @Describe("Whose phones shall be enrolled")
    record EnrolmentSheetBody(
            @Describe("1 to 60 accounts of wardens, in the order of the sheet")
            List<String> accounts,

            @Describe("The page that the codes open, as phones reach it: https://…/warden")
            String page,

            @Describe("How long the codes are good, 1 to 72; 24 without it") @Nullable
            Integer hours) {
        EnrolmentSheetBody {
            accounts = List.copyOf(accounts);
            if (accounts.isEmpty() || accounts.size() > MOST) {
                throw new FieldException("accounts", "1 to " + MOST + " accounts");
            }
            if (!PAGE.matcher(page).matches()) {
                throw new FieldException("page", "the address of the page /warden");
            }
            if (hours != null && (hours < 1 || hours > MOST_HOURS)) {
                throw new FieldException("hours", "1 to " + MOST_HOURS + " hours");
            }
        }
    }

    @Describe("One warden's code")
    record EnrolmentCodeJson(
            String account,
            String name,
            @Nullable String login,
            @Nullable String unit,

            @Describe("With its middle hidden, to tell two of the same name apart") @Nullable
            String phone,

            @Describe("Of today, the first six") List<GridNameJson> grids,
            @Describe("The code as SVG") String qr) {}

    @Describe("Codes, each good for one phone; shown this once")
    record EnrolmentSheetJson(List<EnrolmentCodeJson> items, OffsetDateTime expiresAt) {}

    @Describe("A number to call")
    record WardenPhoneJson(
            @Describe("As it is dialled in the city; null when none is kept") @Nullable
            String phone) {}

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
        return List.of(
                Route.post(AssignmentRoutes.WARDENS + "/enrolment-sheets", "makeEnrolmentSheet")
                        .summary("Make codes for many wardens' phones at once, to be printed")
                        .description(
                                "Each is good for one phone; codes that were made for these accounts before and not used"
                                        + " are void. They are shown this once: only their hashes are kept.")
                        .body(EnrolmentSheetBody.class, "The wardens")
                        .roles(AssignmentRoutes.STAFF)
                        .limit(PRINTING)
                        .idempotent()
                        .fails(AccountErrors.UNKNOWN_ACCOUNT, FieldErrors.NOT_A_WARDEN, ErrorCode.OUT_OF_SCOPE)
                        .fails(ErrorCode.INVALID_FIELD)
                        .created(EnrolmentSheetJson.class, "The codes", this::sheet),
                Route.post(AssignmentRoutes.WARDENS + "/people/{account}/phone", "openWardenPhone")
                        .summary("Open a warden's number; that it was opened is kept in the audit log")
                        .takes(ACCOUNT)
                        .roles(AssignmentRoutes.STAFF)
                        .limit(OPENING)
                        .fails(AccountErrors.UNKNOWN_ACCOUNT, FieldErrors.NOT_A_WARDEN, ErrorCode.OUT_OF_SCOPE)
                        .json(WardenPhoneJson.class, "The number", this::phone));
    }

    private WardenPhoneJson phone(Exchange exchange) {
        Account warden = scope.warden(exchange.caller(), exchange.get(ACCOUNT));
        return database.inTransaction(handle -> {
            Audit.record(
                    handle,
                    exchange.caller(),
                    exchange.address(),
                    "warden_phone_opened",
                    Accounts.subject(warden.id()),
                    null);
            return new WardenPhoneJson(phones.national(handle, warden.id()).orElse(null));
        });
    }

    private EnrolmentSheetJson sheet(Exchange exchange) {
        EnrolmentSheetBody body = exchange.body(EnrolmentSheetBody.class);
        List<Long> ids =
                body.accounts().stream().map(DeviceRoutes::id).distinct().toList();
        Duration life = Duration.ofHours(Objects.requireNonNullElse(body.hours(), USUAL_HOURS));
        Devices.Sheet made = devices.inviteAll(exchange.caller(), ids, life);
        List<EnrolmentCodeJson> items = database.inSnapshot(handle -> {
            Map<Long, List<AssignmentStore.Named>> own = store.ofAccounts(handle, ids, assignments.today(), MOST_GRIDS);
            Map<Long, PhoneNumber> numbers = phones.find(handle, ids);
            return made.codes().stream()
                    .map(code -> code(code, body.page(), own, numbers))
                    .toList();
        });
        return new EnrolmentSheetJson(items, time(made.expiresAt()));
    }

    private EnrolmentCodeJson code(
            Devices.Code code,
            String page,
            Map<Long, List<AssignmentStore.Named>> own,
            Map<Long, PhoneNumber> numbers) {
        Account warden = code.warden();
        PhoneNumber number = numbers.get(warden.id());
        return new EnrolmentCodeJson(
                Long.toString(warden.id()),
                warden.name(),
                warden.login(),
                warden.unit(),
                number == null ? null : phones.format().masked(number),
                own.getOrDefault(warden.id(), List.of()).stream()
                        .map(named -> GridNameJson.of(
                                grids.snapshot(), named.assignment().grid()))
                        .toList(),
                QrPicture.svg(page + "#enrol=" + code.token()));
    }

    private OffsetDateTime time(Instant instant) {
        return instant.atZone(zone.get()).toOffsetDateTime();
    }
}
