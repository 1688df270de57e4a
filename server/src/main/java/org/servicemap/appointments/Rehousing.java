package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.appointments.ScheduleJson.AffectedBookingJson;
import org.servicemap.appointments.ScheduleJson.AffectedBookingsJson;
import org.servicemap.appointments.ScheduleJson.OtherSlotJson;
import org.servicemap.appointments.slots.PlannedSlot;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.places.Place;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;

/**
 * Where those whom a changed schedule leaves without a seat would go, before it is in force: the same choice as {@link Offers} makes
 * afterwards, on the hall's slots as they would be. A forecast: it holds nothing, and somebody may be faster. Thread-safe.
 */
final class Rehousing {
    private static final Duration AROUND = Duration.ofDays(3);
    private static final LocalDate FAR = LocalDate.of(9999, 12, 31);

    private final Database database;
    private final HallPlaces places;
    private final Availability availability;
    private final Eligible eligible;
    private final SlotReader reader;
    private final Clock clock;

    Rehousing(Bookings.Parts parts, SlotReader reader) {
        this.database = parts.database();
        this.places = parts.places();
        this.availability = parts.availability();
        this.eligible = new Eligible(parts.halls(), parts.places());
        this.reader = reader;
        this.clock = parts.clock();
    }

    /**
     * What each would be offered; who booked first chooses first, and nobody is given a seat that another was.
     *
     * @param hall as it would be
     */
    List<AffectedBookingJson> foreseen(
            Handle handle, Hall hall, List<Planning.Difference> differences, List<Affected.Left> left) {
        if (left.isEmpty()) {
            return List.of();
        }
        Timetable timetable = new Timetable(slots(handle, hall, differences));
        Map<FreeSlot, Integer> elsewhere = new HashMap<>();
        Map<Long, OtherSlotJson> offers = new HashMap<>();
        left.stream()
                .map(Affected.Left::booking)
                .sorted(Comparator.comparing(Booking::id))
                .forEach(booking -> {
                    FreeSlot slot = next(hall, timetable, elsewhere, booking);
                    if (slot != null) {
                        offers.put(
                                booking.id(),
                                json(
                                        slot.hall(),
                                        slot.start(),
                                        slot.end(),
                                        hall.settings().zoneId()));
                    }
                });
        return left.stream()
                .map(each -> AffectedBookingJson.of(
                        each, hall.settings(), offers.get(each.booking().id())))
                .toList();
    }

    /** The same bookings with what is held for them by now. */
    List<AffectedBookingJson> made(List<AffectedBookingJson> affected) {
        if (affected.isEmpty()) {
            return affected;
        }
        List<Long> ids =
                affected.stream().map(each -> Long.parseLong(each.id())).toList();
        Map<Long, Booking> held = new HashMap<>();
        database.jdbi()
                .withHandle(handle -> AffectedStore.offersFor(handle, ids, clock.instant()))
                .forEach(offer -> {
                    Long lost = offer.offeredFor();
                    if (lost != null) {
                        held.put(lost, offer);
                    }
                });
        return affected.stream().map(each -> each.with(json(each, held))).toList();
    }

    /** Whom a hall's schedule leaves without a seat now, with what is held for them, and whether others of them are still looked after. */
    AffectedBookingsJson standing(Hall hall) {
        Instant now = clock.instant();
        List<Booking> left = database.jdbi().withHandle(handle -> AffectedStore.affected(handle, hall.place(), now));
        List<AffectedBookingJson> affected = made(left.stream()
                .map(booking -> new Affected.Left(booking, String.valueOf(booking.affected())))
                .map(each -> AffectedBookingJson.of(each, hall.settings(), null))
                .toList());
        List<Long> none = affected.stream()
                .filter(each -> each.offer() == null)
                .map(each -> Long.parseLong(each.id()))
                .toList();
        boolean follow =
                !none.isEmpty() && database.jdbi().withHandle(handle -> AffectedStore.anyHeardNothing(handle, none));
        return new AffectedBookingsJson(affected, follow);
    }

    private @Nullable OtherSlotJson json(AffectedBookingJson affected, Map<Long, Booking> held) {
        Booking offer = held.get(Long.parseLong(affected.id()));
        return offer == null
                ? null
                : json(
                        offer.hall(),
                        offer.start(),
                        offer.end(),
                        affected.startsAt().getOffset());
    }

    private OtherSlotJson json(String hall, Instant start, Instant end, ZoneId zone) {
        LocalText name = places.find(hall).map(Place::name).orElse(LocalText.EMPTY);
        return new OtherSlotJson(hall, name, BookingJson.local(start, zone), BookingJson.local(end, zone));
    }

    private @Nullable FreeSlot next(Hall hall, Timetable timetable, Map<FreeSlot, Integer> elsewhere, Booking booking) {
        Run here = here(hall, timetable, booking);
        if (here != null) {
            timetable.take(here);
            return new FreeSlot(hall.place(), here.queue(), here.start(), here.end(), here.free());
        }
        FreeSlot there = there(hall, elsewhere, booking);
        if (there != null) {
            elsewhere.merge(there, 1, Integer::sum);
        }
        return there;
    }

    /** At the same hall: near the old time with a seat of the same kind, near it with a public one, else the first public one. */
    private @Nullable Run here(Hall hall, Timetable timetable, Booking booking) {
        ZoneId zone = hall.settings().zoneId();
        Instant now = clock.instant();
        Instant first = now.plus(Duration.ofMinutes(hall.settings().leadMinutes()));
        LocalDate day = LocalDate.ofInstant(booking.start(), zone);
        LocalDate last = LocalDate.ofInstant(now, zone).plusDays(hall.settings().horizonDays());
        Comparator<Run> nearest = Comparator.comparing(
                run -> Duration.between(booking.start(), run.start()).abs());
        Predicate<Run> bookable = run -> !run.start().isBefore(first)
                && !LocalDate.ofInstant(run.start(), zone).isAfter(last);
        Stream<Run> own = booking.quota() == Quota.PUBLIC
                ? Stream.empty()
                : timetable
                        .runs(hall, booking, booking.quota())
                        .filter(run -> run.start().isAfter(now) && nearEnough(run, booking))
                        .sorted(nearest);
        List<Run> open = hall.settings().bookable()
                ? timetable.runs(hall, booking, Quota.PUBLIC).filter(bookable).toList()
                : List.of();
        Stream<Run> near = open.stream().filter(run -> within(run, day, zone)).sorted(nearest);
        Stream<Run> soonest = open.stream().sorted(Comparator.comparing(Run::start));
        return Stream.of(own, near, soonest).flatMap(each -> each).findFirst().orElse(null);
    }

    private static boolean nearEnough(Run run, Booking booking) {
        return Duration.between(booking.start(), run.start()).abs().compareTo(AROUND) <= 0;
    }

    private static boolean within(Run run, LocalDate day, ZoneId zone) {
        LocalDate when = LocalDate.ofInstant(run.start(), zone);
        return !when.isBefore(day.minusDays(1)) && !when.isAfter(day.plusDays(AROUND.toDays()));
    }

    /** The first time of the nearest other hall that may act for it. */
    private @Nullable FreeSlot there(Hall hall, Map<FreeSlot, Integer> taken, Booking booking) {
        return availability.earliest(booking.matters()).values().stream()
                .filter(slot -> !slot.hall().equals(hall.place()) && slot.free() > taken.getOrDefault(slot, 0))
                .filter(slot -> eligible.mayAct(slot.hall(), slot.queue(), booking.matters(), booking.areas()))
                .min(Comparator.comparingDouble(slot -> places.metres(hall.place(), slot.hall())))
                .orElse(null);
    }

    /** The hall's slots as they would be, by queue and quota. */
    private List<Row> slots(Handle handle, Hall hall, List<Planning.Difference> differences) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), hall.settings().zoneId());
        List<Row> rows = new ArrayList<>();
        long invented = -1;
        for (Planning.Difference difference : differences) {
            Map<Long, Seats.Replanned> changed = new HashMap<>();
            difference.changed().forEach(slot -> changed.put(slot.slot(), slot));
            for (SlotReader.Kept kept : reader.kept(handle, difference.queue(), today, FAR)) {
                rows.add(Row.of(difference.queue(), kept, changed.get(kept.id())));
            }
            for (PlannedSlot slot : difference.added()) {
                rows.add(Row.of(difference.queue(), slot, invented--));
            }
        }
        return rows;
    }

    /** A slot with its quota. */
    private record Row(Quota quota, boolean open, SlotRow slot) {
        static Row of(long queue, SlotReader.Kept kept, Seats.@Nullable Replanned changed) {
            int planned = changed == null ? kept.planned() : changed.planned();
            Instant end = changed == null ? kept.end() : changed.end();
            SlotRow slot =
                    new SlotRow(kept.id(), queue, kept.start(), end, LocalDate.EPOCH, planned - kept.booked(), false);
            return new Row(kept.quota(), planned > 0, slot);
        }

        static Row of(long queue, PlannedSlot slot, long id) {
            return new Row(
                    slot.quota(),
                    true,
                    new SlotRow(id, queue, slot.start(), slot.end(), slot.day(), slot.capacity(), false));
        }
    }

    /** What is free, less what has been given away in this forecast. */
    private static final class Timetable {
        private final List<Row> rows;
        private final Set<Long> full = new HashSet<>();
        private final Map<Long, Integer> taken = new HashMap<>();

        Timetable(Collection<Row> rows) {
            this.rows = rows.stream()
                    .filter(Row::open)
                    .sorted(Comparator.comparing((Row row) -> row.slot().queue())
                            .thenComparing(row -> row.slot().start()))
                    .toList();
        }

        Stream<Run> runs(Hall hall, Booking booking, Quota quota) {
            return hall.queuesFor(booking.matters()).stream().flatMap(queue -> {
                List<SlotRow> slots = rows.stream()
                        .filter(row -> row.quota() == quota && row.slot().queue() == queue.id())
                        .map(row -> full.contains(row.slot().id()) ? none(row.slot()) : row.slot())
                        .toList();
                return Run.of(slots, queue.slotsFor(booking.matters()).orElse(1)).stream();
            });
        }

        /** Kept in the row, where a run of several slots is not shortened by leaving it out. */
        private static SlotRow none(SlotRow slot) {
            return new SlotRow(slot.id(), slot.queue(), slot.start(), slot.end(), slot.day(), 0, false);
        }

        void take(Run run) {
            for (SlotRow slot : run.slots()) {
                if (taken.merge(slot.id(), 1, Integer::sum) >= slot.free()) {
                    full.add(slot.id());
                }
            }
        }
    }
}
