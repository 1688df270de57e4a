package org.servicemap.appointments;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.Scope;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;
import org.servicemap.units.UnitDirectory;

/** Staff read and change when a hall is open; only for places of their own unit. */
final class ScheduleRoutes implements RouteGroup {
    private static final String SCHEDULE = HallRoutes.HALLS + "/{place}/schedule";
    private static final Param<LocalDate> FROM =
            Param.date("from", "The first day").mandatory();
    private static final Param<LocalDate> TO = Param.date("to", "The last day").mandatory();
    private static final ErrorCode[] OF_CHANGES = {
        AppointmentErrors.UNKNOWN_HALL,
        AppointmentErrors.UNKNOWN_QUEUE,
        AppointmentErrors.CLASH,
        AppointmentErrors.BAD_SCHEDULE,
        AppointmentErrors.IN_USE,
        ErrorCode.OUT_OF_SCOPE
    };

    private final ScheduleEditor editor;
    private final Statistics statistics;
    private final HallPlaces places;
    private final Supplier<UnitDirectory> units;

    ScheduleRoutes(ScheduleEditor editor, Statistics statistics, HallPlaces places, Supplier<UnitDirectory> units) {
        this.statistics = statistics;
        this.editor = editor;
        this.places = places;
        this.units = units;
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
                staff(Route.get(SCHEDULE, "getHallSchedule"))
                        .summary("A hall's queues, counters, templates, closures and extra hours")
                        .fails(AppointmentErrors.UNKNOWN_HALL, ErrorCode.OUT_OF_SCOPE)
                        .json(ScheduleJson.HallScheduleJson.class, "The schedule", this::get),
                Route.get(HallRoutes.HALLS + "/{place}/statistics", "getHallStatistics")
                        .summary("Use, missed visits, waiting time and lead time by matter")
                        .takes(HallRoutes.PLACE, FROM, TO)
                        .roles(Role.LEAD, Role.SUPERVISOR, Role.ANALYST, Role.ADMINISTRATOR)
                        .fails(AppointmentErrors.UNKNOWN_HALL, ErrorCode.OUT_OF_SCOPE)
                        .json(Statistics.HallUseJson.class, "The figures", this::statistics),
                staff(Route.post(SCHEDULE + "/preview", "previewHallSchedule"))
                        .summary("What a changed schedule would do to slots and bookings; changes nothing")
                        .body(ScheduleJson.HallScheduleBody.class, "The schedule as it shall be")
                        .fails(OF_CHANGES)
                        .json(ScheduleJson.ScheduleConsequencesJson.class, "What would happen", this::preview),
                staff(Route.get(SCHEDULE + "/affected", "listAffectedBookings"))
                        .summary(
                                "Bookings that the schedule in force leaves without a seat, with what is held for each")
                        .fails(AppointmentErrors.UNKNOWN_HALL, ErrorCode.OUT_OF_SCOPE)
                        .json(ScheduleJson.AffectedBookingsJson.class, "Who is affected", this::affected),
                staff(Route.put(SCHEDULE, "putHallSchedule"))
                        .summary("Put a schedule in force; bookings without a seat in it are kept and offered others")
                        .body(ScheduleJson.HallScheduleBody.class, "The schedule as it shall be")
                        .fails(OF_CHANGES)
                        .fails(AppointmentErrors.CHANGED)
                        .json(ScheduleJson.ScheduleConsequencesJson.class, "What happened", this::put));
    }

    private static RouteBuilder staff(RouteBuilder route) {
        return route.takes(HallRoutes.PLACE).roles(Role.LEAD, Role.ADMINISTRATOR);
    }

    /** The place's code, when the caller may act for it. */
    private String own(Exchange exchange) {
        String place = exchange.get(HallRoutes.PLACE);
        Scope.require(units.get(), exchange.caller(), places.getKnown(place).unit());
        return place;
    }

    private Statistics.HallUseJson statistics(Exchange exchange) {
        String place = own(exchange);
        if (exchange.get(TO).isBefore(exchange.get(FROM))) {
            throw ErrorCode.INVALID_PARAMETER.problem("to is not before from", "to");
        }
        return statistics.of(place, exchange.get(FROM), exchange.get(TO));
    }

    private ScheduleJson.HallScheduleJson get(Exchange exchange) {
        return editor.read(own(exchange));
    }

    private ScheduleJson.AffectedBookingsJson affected(Exchange exchange) {
        return editor.affected(own(exchange));
    }

    private ScheduleJson.ScheduleConsequencesJson preview(Exchange exchange) {
        return editor.preview(own(exchange), exchange.body(ScheduleJson.HallScheduleBody.class));
    }

    private ScheduleJson.ScheduleConsequencesJson put(Exchange exchange) {
        String place = own(exchange);
        Caller caller = exchange.caller();
        return editor.apply(
                place,
                exchange.body(ScheduleJson.HallScheduleBody.class),
                "account:" + caller.account(),
                handle -> Audit.record(handle, caller, exchange.address(), "schedule_changed", "hall:" + place, null));
    }
}
