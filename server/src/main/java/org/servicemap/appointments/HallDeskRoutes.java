package org.servicemap.appointments;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.servicemap.accounts.Scope;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.Page;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;
import org.servicemap.units.UnitDirectory;

/** What the hall's own pages need besides: which halls are mine, their counters, and the kiosk that hands out tickets by itself. */
final class HallDeskRoutes implements RouteGroup {
    private static final RateLimit WALKING_IN = RateLimit.perMinute("kiosk_walk_in", 20);
    /** All kiosks of a hall have one address: each kiosk counts for itself, the address only against floods. */
    private static final RateLimit FINDING = RateLimit.perMinute("kiosk_find", 30);

    private static final RateLimit FROM_ADDRESS = RateLimit.perMinute("kiosk_find_address", 300);
    private static final int MOST_MATTERS = 5;

    private final Database database;
    private final Halls halls;
    private final HallStore store;
    private final HallPlaces places;
    private final Floor floor;
    private final FloorRoutes tickets;
    private final KioskPass passes;
    private final BookingRoutes bookings;
    private final Supplier<UnitDirectory> units;

    HallDeskRoutes(
            Database database,
            Halls halls,
            HallStore store,
            HallPlaces places,
            Floor floor,
            FloorRoutes tickets,
            KioskPass passes,
            BookingRoutes bookings,
            Supplier<UnitDirectory> units) {
        this.bookings = bookings;
        this.database = database;
        this.halls = halls;
        this.store = store;
        this.places = places;
        this.floor = floor;
        this.tickets = tickets;
        this.passes = passes;
        this.units = units;
    }

    @Describe("A hall of the caller's unit or one below it")
    record OwnHallJson(
            @Describe("Code of the place") String place, LocalText name, LocalText address, boolean bookable) {}

    @Describe("A counter and what it serves")
    record HallCounterJson(
            int number,
            LocalText name,
            @Describe("Codes of the queues") List<String> queues) {}

    @Describe("Lets a kiosk of this hall hand out tickets")
    record KioskPassJson(
            String pass,
            @Describe("On which it holds still") LocalDate lastDay) {}

    @Describe("A booking asked for at a kiosk")
    record KioskFindBody(
            @Describe("The kiosk's pass") String pass,
            @Describe("Of the booking") String number,
            String phone) {}

    @Describe("A visit without a booking, from the kiosk")
    record KioskVisitBody(
            @Describe("The kiosk's pass") String pass,
            @Describe("Codes") List<String> matters) {
        KioskVisitBody {
            if (matters.isEmpty() || matters.size() > MOST_MATTERS) {
                throw new FieldException("matters", "1 to " + MOST_MATTERS + " matters");
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
                Route.get(HallRoutes.HALLS + "/mine", "listOwnHalls")
                        .summary("The halls of the caller's unit and those below it; for the whole city without a unit")
                        .roles(Role.HANDLER, Role.LEAD, Role.SUPERVISOR, Role.ANALYST, Role.ADMINISTRATOR)
                        .page(OwnHallJson.class, "Halls by code", this::mine),
                staff(Route.get(HallRoutes.HALLS + "/{place}/counters", "listHallCounters"))
                        .summary("A hall's counters, and which queues each serves")
                        .page(HallCounterJson.class, "Counters by number", this::counters),
                staff(Route.get(HallRoutes.HALLS + "/{place}/kiosk", "getKioskPass"))
                        .summary("A pass that lets a kiosk of this hall hand out tickets with nobody logged in")
                        .json(KioskPassJson.class, "The pass", this::pass),
                staff(Route.post(HallRoutes.HALLS + "/{place}/kiosk/revoke", "revokeKioskPasses"))
                        .summary("End all kiosk passes of the hall, as when a kiosk was lost; answers a new one")
                        .json(KioskPassJson.class, "The pass that holds now", this::revoke),
                Route.post(HallRoutes.HALLS + "/{place}/walk-ins", "takeKioskTicket")
                        .summary("A ticket for who has no booking, from the hall's kiosk")
                        .takes(HallRoutes.PLACE)
                        .body(KioskVisitBody.class, "The pass and the matters")
                        .limit(WALKING_IN)
                        .idempotent()
                        .fails(
                                AppointmentErrors.UNKNOWN_HALL,
                                AppointmentErrors.BAD_PASS,
                                AppointmentErrors.NOT_SERVED,
                                AppointmentErrors.SLOT_FULL)
                        .created(FloorRoutes.HallTicketJson.class, "The ticket", this::walkIn),
                Route.post(HallRoutes.HALLS + "/{place}/kiosk/bookings", "findAppointmentAtKiosk")
                        .summary("Open a booking by its number and phone at the hall's kiosk")
                        .description(
                                "As findAppointment, but counted for the kiosk and not for the address that many share.")
                        .takes(HallRoutes.PLACE)
                        .body(KioskFindBody.class, "The pass, the number and the phone")
                        .limit(FROM_ADDRESS)
                        .fails(AppointmentErrors.UNKNOWN_HALL, AppointmentErrors.BAD_PASS)
                        .fails(AppointmentErrors.UNKNOWN_BOOKING, AppointmentErrors.LOCKED, AppointmentErrors.BAD_PHONE)
                        .json(BookingRoutes.HeldAppointmentJson.class, "The booking, with a new token", this::find));
    }

    private static RouteBuilder staff(RouteBuilder route) {
        return route.takes(HallRoutes.PLACE)
                .roles(Role.HANDLER, Role.LEAD, Role.ADMINISTRATOR)
                .fails(AppointmentErrors.UNKNOWN_HALL, ErrorCode.OUT_OF_SCOPE);
    }

    private Hall own(Exchange exchange) {
        String place = exchange.get(HallRoutes.PLACE);
        Scope.require(units.get(), exchange.caller(), places.getKnown(place).unit());
        return halls.get(place);
    }

    private Page<OwnHallJson> mine(Exchange exchange) {
        UnitDirectory directory = units.get();
        return Page.whole(halls.all().keySet().stream()
                .sorted()
                .flatMap(code -> places.known(code).stream())
                .filter(place -> Scope.covers(directory, exchange.caller(), place.unit()))
                .map(place -> new OwnHallJson(
                        place.code(),
                        place.name(),
                        place.address(),
                        halls.get(place.code()).settings().bookable()))
                .toList());
    }

    private Page<HallCounterJson> counters(Exchange exchange) {
        Hall hall = own(exchange);
        List<Schedule.Counter> counters = database.jdbi().withHandle(handle -> store.counters(handle, hall.place()));
        return Page.whole(counters.stream()
                .map(counter -> new HallCounterJson(
                        counter.number(),
                        counter.name(),
                        counter.queues().stream()
                                .flatMap(queue -> hall.findQueue(queue).stream())
                                .map(Hall.Queue::code)
                                .toList()))
                .toList());
    }

    private KioskPassJson pass(Exchange exchange) {
        KioskPass.Issued issued = passes.issue(own(exchange).place());
        return new KioskPassJson(issued.pass(), issued.lastDay());
    }

    private KioskPassJson revoke(Exchange exchange) {
        String place = own(exchange).place();
        database.useTransaction(handle -> store.endKioskPasses(handle, place));
        return pass(exchange);
    }

    private FloorRoutes.HallTicketJson walkIn(Exchange exchange) {
        String place = exchange.get(HallRoutes.PLACE);
        KioskVisitBody body = exchange.body(KioskVisitBody.class);
        passes.require(place, body.pass());
        return tickets.json(floor.walkIn(place, body.matters(), "kiosk"));
    }

    private BookingRoutes.HeldAppointmentJson find(Exchange exchange) {
        String place = exchange.get(HallRoutes.PLACE);
        KioskFindBody body = exchange.body(KioskFindBody.class);
        String kiosk = "kiosk " + place + " " + passes.require(place, body.pass());
        exchange.count(FINDING, kiosk);
        return bookings.openedAtKiosk(body.number(), body.phone(), kiosk);
    }
}
