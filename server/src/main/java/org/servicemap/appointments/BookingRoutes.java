package org.servicemap.appointments;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.geo.Crs;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Idempotency;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;

/**
 * Booking: hold, confirm, and what may be done afterwards by who has the token. The token stands in the body, never in an address.
 */
final class BookingRoutes implements RouteGroup {
    private static final String BOOKINGS = HttpServer.API + "/bookings";
    private static final Param<Long> ID = Param.id("id", "Id of the booking").inPath();
    private static final RateLimit HOLDING = RateLimit.perMinute("booking_hold", 30);
    private static final RateLimit USING = RateLimit.perMinute("booking", 60);
    private static final RateLimit FINDING = RateLimit.perMinute("booking_find", 10);
    private static final String CALENDAR = "text/calendar";
    private static final int MOST_MATTERS = 5;
    private static final int MINE = 100;

    private final Bookings bookings;
    private final BookingAccess access;
    private final Acceptance acceptance;
    private final BookingJson json;
    private final Contacts contacts;
    private final CalendarFile calendar;
    private final OwnBookings own;

    BookingRoutes(
            Bookings bookings,
            BookingAccess access,
            Acceptance acceptance,
            BookingJson json,
            Contacts contacts,
            CalendarFile calendar,
            OwnBookings own) {
        this.bookings = bookings;
        this.access = access;
        this.acceptance = acceptance;
        this.json = json;
        this.contacts = contacts;
        this.calendar = calendar;
        this.own = own;
    }

    @Describe("A visit to be kept free for a while")
    record BookingVisitBody(
            @Describe("Code of the place") String hall,

            @Describe("Codes, done one after the other in one visit")
            List<String> matters,

            OffsetDateTime startsAt,

            @Describe("Code of the only queue that will do") @Nullable
            String queue,

            @Describe("Where the matter arises") @Nullable Double lon,
            @Nullable Double lat,

            @Describe("What lon and lat are measured in; wgs84 when left out") @Nullable
            String crs,

            @Describe("Radius in metres of the disc in which it lies") @Nullable
            Double accuracy,

            @Describe("For operators: public or internal") @Nullable
            String quota,

            @Describe("Where the hall asks for it: minute:nonce, see the description") @Nullable
            String proof) {
        BookingVisitBody {
            if (matters.isEmpty() || matters.size() > MOST_MATTERS) {
                throw new FieldException("matters", "1 to " + MOST_MATTERS + " matters");
            }
        }
    }

    @Describe("What the link of the message carries behind its #")
    record BookingTokenBody(String token) {}

    @Describe("Who comes")
    record BookingContactBody(
            String token,
            String name,

            @Describe("Who is logged in with a phone may leave it out: it is that one") @Nullable
            String phone,

            @Describe("For operators, instead of a phone: id of the call whose number it is") @Nullable
            String call,

            @Nullable String email,

            @Describe("Tag of the language of messages") @Nullable
            String language,

            @Describe("When somebody books for a relative: the name of who does; the phone is theirs") @Nullable
            String bookedBy) {}

    @Describe("Another time, and perhaps another hall")
    record BookingMoveBody(
            String token,

            @Describe("The same hall when left out") @Nullable
            String hall,

            OffsetDateTime startsAt,
            @Nullable String queue,

            @Describe("Needed for another hall that acts for its own area only") @Nullable
            Double lon,

            @Nullable Double lat,
            @Nullable String crs,
            @Nullable Double accuracy) {}

    @Describe("The second way in")
    record BookingNumberBody(@Describe("Of the booking") String number, String phone) {}

    @Describe("What was held, with its token: kept nowhere, and given this once")
    record HeldAppointmentJson(
            BookingJson.AppointmentJson booking,
            String token,

            @Describe("A border is so near that you should make sure that this hall is in charge")
            boolean nearBorder) {}

    @Override
    public String tag() {
        return "appointments";
    }

    @Override
    public String description() {
        return "Halls that take bookings, free times, bookings";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(BOOKINGS, "holdAppointment")
                        .summary("Keep a visit's slots for a few minutes")
                        .description("Confirm it in time and it is a booking. Where the hall says proof_bits, proof is"
                                + " minute:nonce with the minute of the epoch, and SHA-256 of"
                                + " hall|starts_at in UTC as 2026-03-02T01:00:00Z|proof begins with so many zero bits.")
                        .body(BookingVisitBody.class, "The visit")
                        .limit(HOLDING)
                        .idempotent()
                        .fails(AppointmentErrors.OF_VISITS)
                        .fails(AppointmentErrors.TOO_MANY_HOLDS, AppointmentErrors.PROOF_NEEDED)
                        .created(HeldAppointmentJson.class, "The hold", (Idempotency.Keeping<HeldAppointmentJson>)
                                this::hold),
                Route.post(BOOKINGS + "/find", "findAppointment")
                        .summary("Open a booking by its number and phone")
                        .body(BookingNumberBody.class, "Both")
                        .limit(FINDING)
                        .fails(AppointmentErrors.UNKNOWN_BOOKING, AppointmentErrors.LOCKED, AppointmentErrors.BAD_PHONE)
                        .json(HeldAppointmentJson.class, "The booking, with a new token", this::find),
                Route.get(BOOKINGS + "/mine", "listMyAppointments")
                        .summary("The bookings that were confirmed with this account, the newest first")
                        .roles(Role.CITIZEN)
                        .page(BookingJson.AppointmentJson.class, "Bookings", this::mine),
                using("/status", "getAppointment", "A booking as it stands")
                        .body(BookingTokenBody.class, "Its token")
                        .json(BookingJson.AppointmentJson.class, "The booking", this::status),
                using("/confirm", "confirmAppointment", "Make a booking of a hold")
                        .body(BookingContactBody.class, "Who comes")
                        .idempotent()
                        .fails(AppointmentErrors.OF_VISITS)
                        .fails(
                                AppointmentErrors.WRONG_STATE,
                                AppointmentErrors.HOLD_EXPIRED,
                                AppointmentErrors.CHANGED,
                                AppointmentErrors.PERSON_LIMIT,
                                AppointmentErrors.TOO_MANY_NO_SHOWS,
                                AppointmentErrors.BAD_PHONE)
                        .json(BookingJson.AppointmentJson.class, "The booking", this::confirm),
                using("/accept", "acceptAppointment", "Take an offer: the booking moves there, or the waiting ends")
                        .description("The same again answers what there is.")
                        .body(BookingTokenBody.class, "The offer's token")
                        .fails(AppointmentErrors.OF_VISITS)
                        .fails(AppointmentErrors.WRONG_STATE, AppointmentErrors.HOLD_EXPIRED, AppointmentErrors.CHANGED)
                        .fails(AppointmentErrors.PERSON_LIMIT, AppointmentErrors.TOO_MANY_NO_SHOWS)
                        .json(BookingJson.AppointmentJson.class, "The booking", this::accept),
                using("/extend", "extendAppointmentHold", "Keep a hold once more as long; twice at most")
                        .body(BookingTokenBody.class, "Its token")
                        .fails(
                                AppointmentErrors.WRONG_STATE,
                                AppointmentErrors.NO_EXTENSION,
                                AppointmentErrors.TOO_MANY_HOLDS,
                                AppointmentErrors.HOLD_EXPIRED,
                                AppointmentErrors.PAST_SLOT,
                                AppointmentErrors.UNKNOWN_HALL)
                        .json(BookingJson.AppointmentJson.class, "The hold", this::extend),
                using("/cancel", "cancelAppointment", "Give a hold or booking up")
                        .body(BookingTokenBody.class, "Its token")
                        .fails(AppointmentErrors.WRONG_STATE, AppointmentErrors.PAST_SLOT)
                        .json(BookingJson.AppointmentJson.class, "The booking", this::cancel),
                using(
                                "/reschedule",
                                "rescheduleAppointment",
                                "Move a booking; its old seats are kept until it has new ones")
                        .body(BookingMoveBody.class, "Where to")
                        .idempotent()
                        .fails(AppointmentErrors.OF_VISITS)
                        .fails(
                                AppointmentErrors.WRONG_STATE,
                                AppointmentErrors.PERSON_LIMIT,
                                AppointmentErrors.TOO_MANY_NO_SHOWS)
                        .json(BookingJson.AppointmentJson.class, "The booking", this::reschedule),
                using("/calendar", "getAppointmentCalendar", "A booking as a calendar file (RFC 5545)")
                        .body(BookingTokenBody.class, "Its token")
                        .fixed(CALENDAR, new Route.Shape.Text(), "The file", this::calendar));
    }

    private static RouteBuilder using(String path, String id, String summary) {
        return Route.post(BOOKINGS + "/{id}" + path, id)
                .summary(summary)
                .takes(ID)
                .limit(USING)
                .fails(AppointmentErrors.UNKNOWN_BOOKING);
    }

    /** WGS 84; null without one. */
    static @Nullable LonLat point(@Nullable Double x, @Nullable Double y, @Nullable String crs) {
        if (x == null || y == null) {
            return null;
        }
        return crs == null ? new LonLat(x, y) : Crs.parse(crs).toWgs84(x, y);
    }

    private HeldAppointmentJson hold(Exchange exchange) {
        Bookings.Held held = bookings.hold(admitted(exchange, exchange.once()));
        exchange.location(BOOKINGS + "/" + held.booking().id());
        return held(held);
    }

    /** What was held before is answered again, also when it would not be admitted today. */
    private HoldGroups.Piece admitted(Exchange exchange, Idempotency.@Nullable Call once) {
        HoldGroups.Keeping keeping =
                once == null ? null : new HoldGroups.Keeping(once, held -> exchange.kept(held(held)));
        try {
            return admitted(exchange, keeping);
        } catch (RuntimeException e) {
            if (once != null) {
                bookings.answered(once).ifPresent(kept -> {
                    throw new Idempotency.RepeatedException(kept);
                });
            }
            throw e;
        }
    }

    private HoldGroups.Piece admitted(Exchange exchange, HoldGroups.@Nullable Keeping keeping) {
        BookingVisitBody body = exchange.body(BookingVisitBody.class);
        boolean staff = exchange.caller().has(Role.OPERATOR);
        return bookings.admit(visit(body, staff), author(exchange), body.proof(), keeping);
    }

    /** Operators act for who calls. */
    private static Author author(Exchange exchange) {
        Caller caller = exchange.caller();
        return caller.has(Role.OPERATOR)
                ? Author.staff("operator", caller)
                : Author.citizen(caller, exchange.network());
    }

    private static Visit visit(BookingVisitBody body, boolean staff) {
        return new Visit(
                body.hall(),
                body.matters(),
                body.startsAt().toInstant(),
                body.queue(),
                quota(body.quota(), staff),
                point(body.lon(), body.lat(), body.crs()),
                body.accuracy());
    }

    private static Quota quota(@Nullable String word, boolean staff) {
        if (word == null || word.equals(Quota.PUBLIC.word())) {
            return Quota.PUBLIC;
        }
        if (staff && word.equals(Quota.INTERNAL.word())) {
            return Quota.INTERNAL;
        }
        throw ErrorCode.INVALID_FIELD.problem("quota is public; operators may also say internal", "quota");
    }

    private HeldAppointmentJson held(Bookings.Held held) {
        return new HeldAppointmentJson(json.of(held.booking()), held.token(), held.nearBorder());
    }

    private HeldAppointmentJson find(Exchange exchange) {
        BookingNumberBody body = exchange.body(BookingNumberBody.class);
        return opened(body.number(), body.phone(), exchange.network());
    }

    /** @param tries where wrong tries are counted beside the number's own: a network, or a kiosk */
    private HeldAppointmentJson opened(String number, String phone, String tries) {
        return held(access.open(number, phone, tries));
    }

    /** Many people use one kiosk, all day: the wrong tries of those before are forgotten when somebody's are right. */
    HeldAppointmentJson openedAtKiosk(String number, String phone, String kiosk) {
        HeldAppointmentJson found = opened(number, phone, kiosk);
        access.forgive(kiosk);
        return found;
    }

    private Page<BookingJson.AppointmentJson> mine(Exchange exchange) {
        Long account = exchange.caller().account();
        return account == null
                ? Page.whole(List.of())
                : Page.whole(
                        access.ofAccount(account, MINE).stream().map(json::of).toList());
    }

    private BookingJson.AppointmentJson status(Exchange exchange) {
        return json.of(acceptance.opened(
                exchange.get(ID), exchange.body(BookingTokenBody.class).token()));
    }

    private BookingJson.AppointmentJson confirm(Exchange exchange) {
        BookingContactBody body = exchange.body(BookingContactBody.class);
        Caller caller = exchange.caller();
        Contact contact =
                contacts.read(body.name(), phone(body, caller), body.email(), body.language(), body.bookedBy());
        return json.of(bookings.confirm(exchange.get(ID), body.token(), contact, author(exchange)));
    }

    private String phone(BookingContactBody body, Caller caller) {
        String phone = body.phone();
        String call = body.call();
        if (phone == null && call != null && caller.has(Role.OPERATOR)) {
            phone = own.phoneOfCall(caller, call);
        } else if (phone == null && caller.has(Role.CITIZEN)) {
            phone = own.phoneOf(caller);
        }
        return phone == null ? "" : phone;
    }

    private BookingJson.AppointmentJson accept(Exchange exchange) {
        String token = exchange.body(BookingTokenBody.class).token();
        return json.of(acceptance.accept(exchange.get(ID), token, author(exchange)));
    }

    private BookingJson.AppointmentJson extend(Exchange exchange) {
        String token = exchange.body(BookingTokenBody.class).token();
        return json.of(bookings.extend(exchange.get(ID), token, author(exchange)));
    }

    private BookingJson.AppointmentJson cancel(Exchange exchange) {
        String token = exchange.body(BookingTokenBody.class).token();
        return json.of(bookings.cancel(exchange.get(ID), token, author(exchange).by()));
    }

    private BookingJson.AppointmentJson reschedule(Exchange exchange) {
        BookingMoveBody body = exchange.body(BookingMoveBody.class);
        long id = exchange.get(ID);
        Booking known = access.get(id, body.token());
        String hall = body.hall();
        Visit to = new Visit(
                hall == null ? known.hall() : hall,
                known.matters(),
                body.startsAt().toInstant(),
                body.queue(),
                known.quota(),
                point(body.lon(), body.lat(), body.crs()),
                body.accuracy());
        return json.of(bookings.reschedule(id, body.token(), to, author(exchange)));
    }

    private byte[] calendar(Exchange exchange) {
        Booking booking = access.get(
                exchange.get(ID), exchange.body(BookingTokenBody.class).token());
        exchange.answersAs(CALENDAR, "appointment.ics");
        return calendar.of(booking, exchange.language()).getBytes(StandardCharsets.UTF_8);
    }
}
