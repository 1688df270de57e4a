package org.servicemap.appointments;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.appointments.slots.Capacity;
import org.servicemap.appointments.slots.DayChange;
import org.servicemap.appointments.slots.Hours;
import org.servicemap.appointments.slots.SlotsException;
import org.servicemap.appointments.slots.Template;
import org.servicemap.http.Describe;
import org.servicemap.text.LocalText;

/** A hall's schedule as staff read and write it. Times of day are written 09:00; 24:00 ends a day, and an end before its begin is the next day's. */
final class ScheduleJson {
    private static final int DAY = 24 * 60;

    private ScheduleJson() {}

    @Describe("A matter at a queue")
    record QueueMatter(
            @Describe("Code") String matter,

            @Describe("Slots in a row that it takes, 1 to 16")
            int slots,

            @Describe("For everyone, wherever the matter arises")
            boolean cityWide) {
        QueueMatter {
            if (slots < 1 || slots > 16) {
                throw new SlotsException("slots", "1 to 16 slots in a row");
            }
        }
    }

    @Describe("When a queue is open, week by week")
    record SlotTemplate(
            LocalDate validFrom,

            @Describe("The last day; no end when left out") @Nullable
            LocalDate validTo,

            @Describe("monday to sunday") List<String> weekdays,

            @Describe("Also on weekend days that are worked")
            boolean makeUpDays,

            @Describe("Also on public holidays") boolean holidays,
            String from,
            String to,
            int slotMinutes,
            int publicCapacity,
            int internalCapacity,
            int walkInCapacity) {
        Template read(long id) {
            Capacity capacity = new Capacity(publicCapacity, internalCapacity, walkInCapacity);
            return new Template(
                    id,
                    validFrom,
                    validTo,
                    days(weekdays),
                    makeUpDays,
                    holidays,
                    hours(from, to, slotMinutes, capacity));
        }

        /** As people say it: {@code monday, tuesday 09:00 to 17:00, from 2026-01-01}. */
        String spoken() {
            List<String> days = new ArrayList<>(weekdays);
            if (makeUpDays) {
                days.add("weekend days that are worked");
            }
            if (holidays) {
                days.add("public holidays");
            }
            return String.join(", ", days) + " " + from + " to " + to + ", from " + validFrom
                    + (validTo == null ? " on" : " until " + validTo);
        }

        static SlotTemplate of(Template template) {
            Hours hours = template.hours();
            return new SlotTemplate(
                    template.validFrom(),
                    template.validTo(),
                    template.weekdays().stream()
                            .sorted()
                            .map(day -> day.name().toLowerCase(Locale.ROOT))
                            .toList(),
                    template.makeUpDays(),
                    template.holidays(),
                    clock(hours.from()),
                    clock(hours.to()),
                    hours.slotMinutes(),
                    hours.capacity().forPublic(),
                    hours.capacity().internal(),
                    hours.capacity().walkIn());
        }
    }

    @Describe("A line of people before one or several counters")
    record ScheduledQueue(
            @Describe("Stays as it is: a queue is known by it")
            String code,

            LocalText name,
            @Describe("A to Z, before its ticket numbers") String letter,
            List<QueueMatter> matters,
            List<SlotTemplate> templates) {
        ScheduledQueue {
            if (!code.matches("[a-z0-9_-]{1,40}")) {
                throw new SlotsException("code", "1 to 40 of a-z, 0-9, - and _");
            }
            if (!letter.matches("[A-Z]")) {
                throw new SlotsException("letter", "one letter, A to Z");
            }
        }

        Hall.Queue read(long id) {
            Map<String, Hall.Served> served = new HashMap<>();
            matters.forEach(each -> served.put(each.matter(), new Hall.Served(each.slots(), each.cityWide())));
            return new Hall.Queue(id, code, name, letter, served);
        }
    }

    @Describe("A counter")
    record ScheduledCounter(
            int number,
            LocalText name,
            @Describe("Codes of the queues it serves") List<String> queues) {}

    @Describe("A closure, or extra hours; one that is listed later wins")
    record ScheduleChange(
            @Describe("Code of the only queue meant; the whole hall when left out") @Nullable
            String queue,

            LocalDate firstDay,
            LocalDate lastDay,

            @Describe("true: closed; false: extra hours, in place of what they meet")
            boolean closed,

            @Describe("The whole day when left out") @Nullable
            String from,

            @Nullable String to,
            @Describe("Of extra hours") @Nullable Integer slotMinutes,
            @Nullable Integer publicCapacity,
            @Nullable Integer internalCapacity,
            @Nullable Integer walkInCapacity,
            LocalText reason) {
        DayChange read(long id) {
            Capacity capacity = new Capacity(or(publicCapacity, 0), or(internalCapacity, 0), or(walkInCapacity, 0));
            String start = from == null ? "00:00" : from;
            String end = to == null ? "24:00" : to;
            return new DayChange(id, firstDay, lastDay, closed, hours(start, end, or(slotMinutes, 30), capacity));
        }

        static ScheduleChange of(Schedule.Change change, Map<Long, String> codes) {
            Hours hours = change.day().hours();
            boolean closed = change.day().closed();
            return new ScheduleChange(
                    change.queue() == null ? null : codes.get(change.queue()),
                    change.day().firstDay(),
                    change.day().lastDay(),
                    closed,
                    clock(hours.from()),
                    clock(hours.to()),
                    closed ? null : hours.slotMinutes(),
                    closed ? null : hours.capacity().forPublic(),
                    closed ? null : hours.capacity().internal(),
                    closed ? null : hours.capacity().walkIn(),
                    change.reason());
        }
    }

    @Describe("A hall's whole schedule, as it shall be")
    record HallScheduleBody(
            @Describe("The version that was read; 0 for a place that takes no bookings yet")
            int version,

            HallSettings settings,
            List<ScheduledQueue> queues,
            List<ScheduledCounter> counters,
            List<ScheduleChange> changes) {}

    @Describe("A hall's whole schedule")
    record HallScheduleJson(
            String place,
            int version,
            HallSettings settings,
            List<ScheduledQueue> queues,
            List<ScheduledCounter> counters,
            List<ScheduleChange> changes,

            @Describe("Up to which day slots have been made") @Nullable
            LocalDate plannedUntil) {}

    @Describe("A booking that the change would leave without a seat: it is kept, and offered another")
    record AffectedBookingJson(
            String id,
            @Nullable String number,
            OffsetDateTime startsAt,
            List<String> matters,

            @Describe("closed, reduced, or unserved: the queue does a matter no more")
            String reason,

            @Describe(
                    "In a preview what would be offered as things stand, afterwards what is held for it; null: nothing"
                            + " is free")
            @Nullable
            OtherSlotJson offer) {
        static AffectedBookingJson of(Affected.Left left, HallSettings settings, @Nullable OtherSlotJson offer) {
            Booking booking = left.booking();
            return new AffectedBookingJson(
                    Long.toString(booking.id()),
                    booking.number(),
                    BookingJson.local(booking.start(), settings.zoneId()),
                    booking.matters(),
                    left.reason(),
                    offer);
        }

        AffectedBookingJson with(@Nullable OtherSlotJson other) {
            return new AffectedBookingJson(id, number, startsAt, matters, reason, other);
        }
    }

    @Describe("A time in place of the one that is lost")
    record OtherSlotJson(
            @Describe("Code of the place") String hall,
            @Describe("What the place is called") LocalText name,
            OffsetDateTime startsAt,
            OffsetDateTime endsAt) {}

    @Describe("Whom a hall's schedule leaves without a seat")
    record AffectedBookingsJson(
            List<AffectedBookingJson> affected,

            @Describe("Whether some of them have heard nothing yet: they are looked after within seconds")
            boolean offersFollow) {}

    @Describe("What a change does, or did")
    record ScheduleConsequencesJson(
            @Describe("The version after it was applied; of a preview the one before")
            int version,

            int addedSlots,
            @Describe("Slots that take nobody any more") int closedSlots,
            @Describe("Slots with fewer seats") int reducedSlots,

            @Describe("Slots with more seats or another end")
            int otherSlots,

            List<AffectedBookingJson> affected,

            @Describe("How many of them have been offered another slot already")
            int offered,

            @Describe("Whether others of them are looked after within seconds: they are many")
            boolean offersFollow) {}

    private static int or(@Nullable Integer value, int usual) {
        return value == null ? usual : value;
    }

    private static Set<DayOfWeek> days(List<String> words) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String word : words) {
            try {
                days.add(DayOfWeek.valueOf(word.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new SlotsException("weekdays", "monday to sunday, not «" + word + "»");
            }
        }
        return days;
    }

    private static Hours hours(String from, String to, int slotMinutes, Capacity capacity) {
        int start = minute("from", from);
        int end = minute("to", to);
        return new Hours(start, end <= start ? end + DAY : end, slotMinutes, capacity);
    }

    private static int minute(String field, String clock) {
        if (!clock.matches("([01]\\d|2[0-3]):[0-5]\\d|24:00")) {
            throw new SlotsException(field, "a time of day such as 09:00, not «" + clock + "»");
        }
        return Integer.parseInt(clock.substring(0, 2)) * 60 + Integer.parseInt(clock.substring(3));
    }

    private static String clock(int minute) {
        int shown = minute > DAY ? minute - DAY : minute;
        return String.format(Locale.ROOT, "%02d:%02d", shown / 60, shown % 60);
    }

    /** Of an unordered map, in the order of the codes. */
    static ScheduledQueue queue(Hall.Queue queue, List<Template> templates) {
        List<QueueMatter> matters = new ArrayList<>();
        queue.matters().keySet().stream().sorted().forEach(code -> {
            Hall.Served served = queue.matters().get(code);
            if (served != null) {
                matters.add(new QueueMatter(code, served.slots(), served.cityWide()));
            }
        });
        return new ScheduledQueue(
                queue.code(),
                queue.name(),
                queue.letter(),
                matters,
                templates.stream().map(SlotTemplate::of).toList());
    }
}
