package org.servicemap.appointments;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Scope;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;
import org.servicemap.units.UnitDirectory;

/** The hall on the day: check-in, calling, the public screen. Staff act for places of their own unit only. */
final class FloorRoutes implements RouteGroup {
    private static final String HALL = HallRoutes.HALLS + "/{place}";
    private static final Param<String> PLACE = HallRoutes.PLACE;
    private static final Param<Long> BOOKING =
            Param.id("booking", "Id of the booking").inPath();
    private static final Param<LocalDate> DAY = Param.date("day", "Today when left out");
    private static final RateLimit ARRIVING = RateLimit.perMinute("booking_arrival", 60);

    private final Floor floor;
    private final FloorView view;
    private final Screens screens;
    private final BookingAccess access;
    private final BookingJson json;
    private final Halls halls;
    private final HallPlaces places;
    private final Supplier<UnitDirectory> units;
    private final Clock clock;

    FloorRoutes(
            Floor floor,
            FloorView view,
            Screens screens,
            BookingAccess access,
            BookingJson json,
            Halls halls,
            Supplier<UnitDirectory> units) {
        this.floor = floor;
        this.view = view;
        this.screens = screens;
        this.access = access;
        this.json = json;
        this.halls = halls;
        this.places = json.places();
        this.units = units;
        this.clock = json.clock();
    }

    @Describe("What the ticket or the link of the message carries")
    record HallArrivalBody(@Describe("The booking's token") String token) {}

    @Describe("Who stands at the desk: by number, or without a booking for some matters")
    record HallAdmissionBody(
            @Describe("Of the booking") @Nullable String number,
            @Describe("Of who has none") @Nullable List<String> matters) {}

    @Describe("Which counter calls")
    record HallCounterBody(int counter) {}

    @Describe("What is done with a ticket")
    record TicketStepBody(
            Floor.Step step,

            @Describe("To which it is transferred, its code") @Nullable
            String queue) {}

    @Describe("A place in the queue of the day")
    record HallTicketJson(
            @Describe("Id of the booking") String booking,
            @Describe("As it is called out") String label,
            @Describe("Code of the queue") String queue,

            @Describe("waiting, called, serving, done or no_show")
            String state,

            @Describe("Who is due first is called first") OffsetDateTime dueAt,
            OffsetDateTime arrivedAt,
            @Describe("That called it last") @Nullable Integer counter,
            int calls) {}

    @Describe("A ticket that was called")
    record CalledTicketJson(
            String label,
            @Nullable Integer counter,
            int calls,

            @Describe("Whether it is at the counter already")
            boolean serving) {}

    @Describe("How a queue goes")
    record WaitingQueueJson(
            String queue,
            LocalText name,
            int waiting,

            @Describe("That who comes now will probably wait")
            int waitMinutes) {}

    @Describe("What the hall's screen shows; nothing of a person")
    record HallScreenJson(
            String place,
            LocalText name,
            @Describe("The last one first") List<CalledTicketJson> called,
            List<WaitingQueueJson> queues) {}

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
                Route.post(HttpServer.API + "/bookings/{booking}/check-in", "checkInAppointment")
                        .summary("Say on the day that you have come; answers the ticket")
                        .takes(BOOKING)
                        .body(HallArrivalBody.class, "The booking's token, as the QR code of the ticket holds it")
                        .limit(ARRIVING)
                        .fails(
                                AppointmentErrors.UNKNOWN_BOOKING,
                                AppointmentErrors.WRONG_STATE,
                                AppointmentErrors.NOT_TODAY)
                        .json(HallTicketJson.class, "The ticket", this::checkIn),
                Route.get(HALL + "/display", "getHallScreen")
                        .summary("Who is called where, and how long the queues are")
                        .takes(PLACE)
                        .fails(AppointmentErrors.UNKNOWN_HALL)
                        .json(HallScreenJson.class, "The screen", exchange -> screen(exchange.get(PLACE))),
                Route.get(HALL + "/display/events", "watchHallScreen")
                        .summary("The same whenever it changes")
                        .takes(PLACE)
                        .fails(AppointmentErrors.UNKNOWN_HALL)
                        .events("Events called screen, each with the whole screen", (exchange, stream) -> {
                            String place = halls.get(exchange.get(PLACE)).place();
                            screens.open(place, stream, () -> screen(place));
                        }),
                staff(Route.get(HALL + "/tickets", "listHallTickets"))
                        .summary("Today's tickets, who is due first first")
                        .page(HallTicketJson.class, "Tickets", this::tickets),
                staff(Route.get(HALL + "/bookings", "listHallBookings"))
                        .summary("The bookings of a day, for the printed list; people are masked")
                        .takes(DAY)
                        .page(BookingJson.AppointmentJson.class, "Bookings by time", this::bookings),
                staff(Route.post(HALL + "/tickets", "admitToHall"))
                        .summary("Check in by booking number, or let in who has no booking")
                        .body(HallAdmissionBody.class, "Who it is")
                        .idempotent()
                        .fails(
                                AppointmentErrors.UNKNOWN_BOOKING,
                                AppointmentErrors.WRONG_STATE,
                                AppointmentErrors.NOT_TODAY,
                                AppointmentErrors.NOT_SERVED,
                                AppointmentErrors.SLOT_FULL,
                                ErrorCode.MISSING_FIELD)
                        .created(HallTicketJson.class, "The ticket", this::admit),
                staff(Route.post(HALL + "/calls", "callNextTicket"))
                        .summary("Call who is due first to a counter; an empty list when nobody waits")
                        .body(HallCounterBody.class, "The counter")
                        .idempotent()
                        .fails(AppointmentErrors.UNKNOWN_COUNTER)
                        .page(HallTicketJson.class, "The ticket that was called, if any", this::call),
                staff(Route.post(HALL + "/tickets/{booking}", "stepTicket"))
                        .summary("Call again, serve, finish, skip, no-show or transfer")
                        .takes(BOOKING)
                        .body(TicketStepBody.class, "The step")
                        .fails(
                                AppointmentErrors.UNKNOWN_BOOKING,
                                AppointmentErrors.WRONG_STATE,
                                AppointmentErrors.UNKNOWN_QUEUE)
                        .json(HallTicketJson.class, "The ticket", this::step),
                staff(Route.post(HALL + "/bookings/{booking}/no-show", "markNoShow"))
                        .summary("Who was booked has not come")
                        .takes(BOOKING)
                        .fails(AppointmentErrors.UNKNOWN_BOOKING, AppointmentErrors.WRONG_STATE)
                        .json(BookingJson.AppointmentJson.class, "The booking", this::noShow));
    }

    private static RouteBuilder staff(RouteBuilder route) {
        return route.takes(PLACE)
                .roles(Role.HANDLER, Role.LEAD, Role.ADMINISTRATOR)
                .fails(AppointmentErrors.UNKNOWN_HALL, ErrorCode.OUT_OF_SCOPE);
    }

    private String own(Exchange exchange) {
        String place = exchange.get(PLACE);
        Scope.require(units.get(), exchange.caller(), places.getKnown(place).unit());
        return place;
    }

    private static String by(Exchange exchange) {
        return "account:" + exchange.caller().account();
    }

    HallTicketJson json(Ticket ticket) {
        Hall hall = halls.get(ticket.hall());
        ZoneId zone = hall.settings().zoneId();
        return new HallTicketJson(
                Long.toString(ticket.booking()),
                ticket.label(),
                hall.findQueue(ticket.queue()).map(Hall.Queue::code).orElse(""),
                ticket.state(),
                BookingJson.local(ticket.due(), zone),
                BookingJson.local(ticket.arrived(), zone),
                ticket.counter(),
                ticket.calls());
    }

    private HallTicketJson checkIn(Exchange exchange) {
        String token = exchange.body(HallArrivalBody.class).token();
        Ticket ticket = floor.checkIn(access.get(exchange.get(BOOKING), token), "citizen");
        return json(ticket);
    }

    private HallScreenJson screen(String place) {
        FloorView.Screen screen = view.screen(place);
        return new HallScreenJson(
                place,
                places.getKnown(place).name(),
                screen.called().stream()
                        .map(ticket -> new CalledTicketJson(
                                ticket.label(),
                                ticket.counter(),
                                ticket.calls(),
                                ticket.state().equals(Ticket.SERVING)))
                        .toList(),
                screen.queues().stream()
                        .map(queue -> new WaitingQueueJson(
                                queue.queue().code(), queue.queue().name(), queue.waiting(), queue.waitMinutes()))
                        .toList());
    }

    private Page<HallTicketJson> tickets(Exchange exchange) {
        return Page.whole(view.today(own(exchange)).stream().map(this::json).toList());
    }

    private Page<BookingJson.AppointmentJson> bookings(Exchange exchange) {
        String place = own(exchange);
        ZoneId zone = halls.get(place).settings().zoneId();
        LocalDate day = exchange.get(DAY, LocalDate.ofInstant(clock.instant(), zone));
        return Page.whole(view.bookings(place, day).stream().map(json::of).toList());
    }

    private HallTicketJson admit(Exchange exchange) {
        String place = own(exchange);
        HallAdmissionBody body = exchange.body(HallAdmissionBody.class);
        String number = body.number();
        List<String> matters = body.matters();
        Ticket ticket;
        if (number != null) {
            ticket = floor.checkIn(access.ofHall(place, number), by(exchange));
        } else if (matters != null && !matters.isEmpty()) {
            ticket = floor.walkIn(place, matters, by(exchange));
        } else {
            throw ErrorCode.MISSING_FIELD.problem("the number of a booking, or matters", "number");
        }
        return json(ticket);
    }

    private Page<HallTicketJson> call(Exchange exchange) {
        String place = own(exchange);
        int counter = exchange.body(HallCounterBody.class).counter();
        Page<HallTicketJson> called = Page.whole(
                floor.callNext(place, counter).stream().map(this::json).toList());
        return called;
    }

    private HallTicketJson step(Exchange exchange) {
        String place = own(exchange);
        TicketStepBody body = exchange.body(TicketStepBody.class);
        Ticket ticket = floor.step(place, exchange.get(BOOKING), body.step(), body.queue(), by(exchange));
        return json(ticket);
    }

    private BookingJson.AppointmentJson noShow(Exchange exchange) {
        return json.of(floor.noShow(own(exchange), exchange.get(BOOKING), by(exchange)));
    }
}
