package org.servicemap.wardens;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** Enrolling, listing, revoking and signing out phones. */
final class DeviceRoutes implements RouteGroup {
    static final String FIELD = HttpServer.API + "/field";
    private static final Role[] STAFF = {Role.LEAD, Role.SUPERVISOR, Role.ADMINISTRATOR};
    /** From one address, for offices that hand out sheets of sixty codes; tokens are too long to be guessed. */
    private static final RateLimit ENROLLING = RateLimit.perMinute("field_enrol", 120);

    private static final Param<Long> ID = Param.id("id", "Id of the phone").inPath();
    private static final Param<Long> ACCOUNT =
            Param.id("account", "Whose phones").mandatory();

    private final Devices devices;
    private final Supplier<ZoneId> zone;

    DeviceRoutes(Devices devices, Supplier<ZoneId> zone) {
        this.devices = devices;
        this.zone = zone;
    }

    @Describe("Whose phone shall be enrolled")
    record FieldEnrolmentBody(
            @Describe("Account of a warden") String account) {}

    @Describe("A link by which one phone can be enrolled; shown this once, usually as a QR code")
    record FieldEnrolmentJson(
            @Describe("Path of the page, with the token in its fragment")
            String url,

            String token,
            OffsetDateTime expiresAt) {}

    @Describe("The phone that enrols itself")
    record FieldDeviceBody(
            @Describe("Token of the link") String enrolment,
            @Describe("What people call the phone") String name) {}

    @Describe("Who the phone belongs to")
    record FieldPersonJson(String id, String name) {}

    @Describe("An enrolled phone with its token, told this once")
    record EnrolledDeviceJson(
            String id,
            @Describe("Sent as a bearer token from now on") String token,
            FieldPersonJson account) {}

    @Describe("A phone of a warden")
    record FieldDeviceJson(
            String id,
            String account,
            String name,
            OffsetDateTime enrolledAt,
            @Nullable OffsetDateTime seenAt,
            @Nullable OffsetDateTime signedOutAt,
            @Nullable OffsetDateTime revokedAt,

            @Describe("When it heard that it is revoked, and so wiped what it held") @Nullable
            OffsetDateTime toldAt) {}

    @Override
    public String tag() {
        return "field";
    }

    @Override
    public String description() {
        return "Phones of wardens, and what they send";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(FIELD + "/enrolments", "inviteDevice")
                        .summary("Make a link by which a warden's phone can be enrolled")
                        .description("Good for one phone and 24 hours. It is shown once: only its hash is kept.")
                        .body(FieldEnrolmentBody.class, "The warden")
                        .roles(STAFF)
                        .idempotent()
                        .fails(AccountErrors.UNKNOWN_ACCOUNT, FieldErrors.NOT_A_WARDEN, ErrorCode.OUT_OF_SCOPE)
                        .created(FieldEnrolmentJson.class, "The link", this::invite),
                Route.post(FIELD + "/devices", "enrolDevice")
                        .summary("Enrol this phone by a link")
                        .description("The same Idempotency-Key gives the same token again, should the answer be lost.")
                        .body(FieldDeviceBody.class, "The link's token and the phone's name")
                        .limit(ENROLLING)
                        .idempotent()
                        .fails(
                                FieldErrors.UNKNOWN_ENROLMENT,
                                FieldErrors.ENROLMENT_USED,
                                FieldErrors.ENROLMENT_EXPIRED,
                                FieldErrors.NOT_A_WARDEN,
                                AccountErrors.UNKNOWN_ACCOUNT)
                        .created(EnrolledDeviceJson.class, "The phone", this::enrol),
                Route.get(FIELD + "/devices", "listDevices")
                        .summary("Phones of a warden, the newest first")
                        .takes(ACCOUNT)
                        .roles(STAFF)
                        .fails(AccountErrors.UNKNOWN_ACCOUNT, FieldErrors.NOT_A_WARDEN, ErrorCode.OUT_OF_SCOPE)
                        .page(FieldDeviceJson.class, "Phones", this::list),
                Route.post(FIELD + "/devices/{id}/revoke", "revokeDevice")
                        .summary("Revoke a phone: at its next contact it wipes what it holds")
                        .takes(ID)
                        .roles(STAFF)
                        .fails(FieldErrors.UNKNOWN_DEVICE, AccountErrors.UNKNOWN_ACCOUNT, ErrorCode.OUT_OF_SCOPE)
                        .json(FieldDeviceJson.class, "The phone", this::revoke),
                Route.post(FIELD + "/devices/self/sign-out", "signDeviceOut")
                        .summary("Sign this phone out: its token is over, what waits on it is not")
                        .roles(Role.WARDEN)
                        .fails(FieldErrors.OF_DEVICES)
                        .nothing("Signed out", exchange -> devices.signOut(exchange.caller())));
    }

    private FieldEnrolmentJson invite(Exchange exchange) {
        long account = id(exchange.body(FieldEnrolmentBody.class).account());
        Devices.Invitation made = devices.invite(exchange.caller(), account);
        return new FieldEnrolmentJson("/warden#enrol=" + made.token(), made.token(), time(made.expiresAt()));
    }

    static long id(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw ErrorCode.INVALID_FIELD.problem("account is an id", "account");
        }
        return Long.parseLong(text);
    }

    private EnrolledDeviceJson enrol(Exchange exchange) {
        FieldDeviceBody body = exchange.body(FieldDeviceBody.class);
        Devices.Enrolled made = devices.enrol(body.enrolment(), body.name());
        return new EnrolledDeviceJson(
                Long.toString(made.id()),
                made.token(),
                new FieldPersonJson(
                        Long.toString(made.account().id()), made.account().name()));
    }

    private Page<FieldDeviceJson> list(Exchange exchange) {
        return Page.whole(devices.list(exchange.caller(), exchange.get(ACCOUNT)).stream()
                .map(this::json)
                .toList());
    }

    private FieldDeviceJson revoke(Exchange exchange) {
        return json(devices.revoke(exchange.caller(), exchange.get(ID)));
    }

    private FieldDeviceJson json(DeviceStore.Device device) {
        return new FieldDeviceJson(
                Long.toString(device.id()),
                Long.toString(device.account()),
                device.name(),
                time(device.enrolledAt()),
                find(device.seenAt()),
                find(device.signedOutAt()),
                find(device.revokedAt()),
                find(device.toldAt()));
    }

    private OffsetDateTime time(Instant instant) {
        return instant.atZone(zone.get()).toOffsetDateTime();
    }

    private @Nullable OffsetDateTime find(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }
}
