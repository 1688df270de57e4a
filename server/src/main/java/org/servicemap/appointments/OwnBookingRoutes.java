package org.servicemap.appointments;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** Bookings that are opened without their token: one's own by account, a caller's by an operator. */
record OwnBookingRoutes(OwnBookings own, BookingJson json) implements RouteGroup {
    private static final String BOOKINGS = HttpServer.API + "/bookings";
    private static final Param<Long> ID = Param.id("id", "Id of the booking").inPath();
    private static final RateLimit OPENING = RateLimit.perMinute("open_own_booking", 60);
    private static final RateLimit CALLERS = RateLimit.perHour("caller_bookings", 600);
    private static final int MAX_REASON = 200;

    @Describe("Who calls, and why their bookings are opened")
    record CallerBookingsBody(
            @Describe("Of the caller, as it was given with the booking") @Nullable
            String phone,

            @Describe("Instead: id of the caller's own call") @Nullable
            String call,

            @Describe("1 to 200 characters; kept in the audit log")
            String reason) {
        CallerBookingsBody {
            reason = reason.strip();
            if (reason.isEmpty() || reason.length() > MAX_REASON) {
                throw new FieldException("reason", "say why in 1 to " + MAX_REASON + " characters");
            }
        }
    }

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
                Route.post(BOOKINGS + "/mine/{id}/open", "openMyAppointment")
                        .summary("Open a booking that was made with this account")
                        .roles(Role.CITIZEN)
                        .takes(ID)
                        .limit(OPENING)
                        .fails(AppointmentErrors.UNKNOWN_BOOKING)
                        .json(BookingRoutes.HeldAppointmentJson.class, "The booking, with a new token", this::mine),
                Route.post(BOOKINGS + "/callers", "listCallerAppointments")
                        .summary("The bookings of who calls, by their phone; the search is kept in the audit log")
                        .description("Those to come and those of the last 90 days, the latest first. Operators who are"
                                + " bound to a unit or an area see those of its halls.")
                        .roles(Role.OPERATOR)
                        .body(CallerBookingsBody.class, "Who calls")
                        .limit(CALLERS)
                        .fails(AppointmentErrors.BAD_PHONE)
                        .page(BookingJson.AppointmentJson.class, "Bookings", this::ofCaller),
                Route.post(BOOKINGS + "/callers/{id}/open", "openCallerAppointment")
                        .summary("Open a caller's booking, to move or cancel it for them; kept in the audit log")
                        .roles(Role.OPERATOR)
                        .takes(ID)
                        .body(CallerBookingsBody.class, "Who calls")
                        .limit(CALLERS)
                        .fails(AppointmentErrors.UNKNOWN_BOOKING, AppointmentErrors.BAD_PHONE)
                        .json(BookingRoutes.HeldAppointmentJson.class, "The booking, with a new token", this::open));
    }

    private BookingRoutes.HeldAppointmentJson mine(Exchange exchange) {
        return held(own.openOwn(exchange.get(ID), exchange.caller(), exchange.address()));
    }

    private Page<BookingJson.AppointmentJson> ofCaller(Exchange exchange) {
        CallerBookingsBody body = exchange.body(CallerBookingsBody.class);
        List<Booking> found = own.ofCaller(phone(body, exchange), body.reason(), exchange.caller(), exchange.address());
        return Page.whole(found.stream().map(json::of).toList());
    }

    private BookingRoutes.HeldAppointmentJson open(Exchange exchange) {
        CallerBookingsBody body = exchange.body(CallerBookingsBody.class);
        return held(own.openForCaller(
                exchange.get(ID), phone(body, exchange), body.reason(), exchange.caller(), exchange.address()));
    }

    private String phone(CallerBookingsBody body, Exchange exchange) {
        String call = body.call();
        String phone = body.phone() == null && call != null ? own.phoneOfCall(exchange.caller(), call) : body.phone();
        return phone == null ? "" : phone;
    }

    private BookingRoutes.HeldAppointmentJson held(Bookings.Held held) {
        return new BookingRoutes.HeldAppointmentJson(json.of(held.booking()), held.token(), held.nearBorder());
    }
}
