package org.servicemap.appointments;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** A hall's free times. */
final class FreeTimeRoutes implements RouteGroup {
    private static final Param<LocalDate> FROM = Param.date("from", "The first day; today when left out");
    private static final Param<LocalDate> TO = Param.date("to", "The last day; 30 days later when left out");
    private static final Param<String> QUOTA = Param.oneOf(
            "quota",
            List.of(Quota.PUBLIC.word(), Quota.INTERNAL.word()),
            "Whose seats; public when left out, operators may also say internal");
    private static final int MOST_DAYS = 62;
    private static final int USUAL_DAYS = 30;

    private final Halls halls;
    private final Availability availability;
    private final Clock clock;

    FreeTimeRoutes(Halls halls, Availability availability, Clock clock) {
        this.halls = halls;
        this.availability = availability;
        this.clock = clock;
    }

    @Describe("A day of a hall's calendar")
    record BookableDayJson(
            LocalDate day,
            @Describe("Times that can still be booked") int free,
            @Nullable OffsetDateTime earliest) {}

    @Describe("A time that can be booked")
    record FreeTimeJson(
            OffsetDateTime startsAt,
            OffsetDateTime endsAt,
            @Describe("Code of the queue") String queue,

            @Describe("Visits that can still be booked for it")
            int free) {}

    @Describe("A hall's free times: the same for a list and for a calendar")
    record AvailabilityJson(
            String place,
            String timeZone,

            @Describe("Every day asked for up to the horizon, also those without a free time")
            List<BookableDayJson> days,

            List<FreeTimeJson> times) {}

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
        return List.of(Route.get(HallRoutes.HALLS + "/{place}/availability", "getHallAvailability")
                .summary("A hall's free times for a matter, by day")
                .takes(HallRoutes.PLACE, HallRoutes.MATTER, FROM, TO, QUOTA)
                .fails(AppointmentErrors.UNKNOWN_HALL, AppointmentErrors.NOT_SERVED)
                .json(AvailabilityJson.class, "Free times", this::availability));
    }

    private AvailabilityJson availability(Exchange exchange) {
        Hall hall = halls.get(exchange.get(HallRoutes.PLACE));
        Set<String> matters = exchange.get(HallRoutes.MATTER);
        if (hall.queuesFor(matters).isEmpty()) {
            throw new AppointmentException(
                    AppointmentException.NOT_SERVED, "matter", "no queue of this hall does all of these in one visit");
        }
        ZoneId zone = hall.settings().zoneId();
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        LocalDate from = exchange.get(FROM, today);
        LocalDate to = exchange.get(TO, from.plusDays(USUAL_DAYS));
        if (to.isBefore(from) || to.isAfter(from.plusDays(MOST_DAYS))) {
            throw ErrorCode.INVALID_PARAMETER.problem(
                    "to is not before from, and at most " + MOST_DAYS + " days after it", "to");
        }
        List<FreeSlot> free =
                hall.settings().bookable() ? availability.of(hall, matters, quota(exchange), from, to) : List.of();
        LocalDate last = availability.lastDay(hall);
        return new AvailabilityJson(
                hall.place(),
                zone.getId(),
                days(free, from.isBefore(today) ? today : from, to.isAfter(last) ? last : to, zone),
                free.stream().map(slot -> time(slot, hall, zone)).toList());
    }

    private static Quota quota(Exchange exchange) {
        boolean internal = exchange.get(QUOTA, Quota.PUBLIC.word()).equals(Quota.INTERNAL.word());
        if (internal && !exchange.caller().has(Role.OPERATOR)) {
            throw ErrorCode.INVALID_PARAMETER.problem("quota is public; operators may also say internal", "quota");
        }
        return internal ? Quota.INTERNAL : Quota.PUBLIC;
    }

    private static FreeTimeJson time(FreeSlot slot, Hall hall, ZoneId zone) {
        return new FreeTimeJson(
                BookingJson.local(slot.start(), zone),
                BookingJson.local(slot.end(), zone),
                hall.findQueue(slot.queue()).map(Hall.Queue::code).orElse(""),
                slot.free());
    }

    private static List<BookableDayJson> days(List<FreeSlot> free, LocalDate from, LocalDate to, ZoneId zone) {
        Map<LocalDate, List<Instant>> byDay = new LinkedHashMap<>();
        free.forEach(slot -> byDay.computeIfAbsent(LocalDate.ofInstant(slot.start(), zone), day -> new ArrayList<>())
                .add(slot.start()));
        List<BookableDayJson> days = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            List<Instant> starts = byDay.getOrDefault(day, List.of());
            OffsetDateTime first = starts.isEmpty() ? null : BookingJson.local(starts.get(0), zone);
            days.add(new BookableDayJson(day, (int) starts.stream().distinct().count(), first));
        }
        return days;
    }
}
