package org.servicemap.appointments;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.servicemap.appointments.slots.Capacity;
import org.servicemap.appointments.slots.Hours;
import org.servicemap.appointments.slots.Template;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.places.Matter;
import org.servicemap.places.Place;
import org.servicemap.places.PlaceCategory;
import org.servicemap.places.PlaceSet;
import org.servicemap.places.hours.OpeningHours;
import org.servicemap.text.LocalText;

/**
 * Makes a demo city's service centres bookable: one queue for all that each does, open as the place is. Halls that are there stay as they
 * are, so that a run that was stopped is taken up by the next.
 */
final class DemoHalls {
    private static final String DUTY = "service_centre";
    private static final int SLOT_MINUTES = 30;
    private static final Capacity SEATS = new Capacity(4, 1, 2);
    private static final int COUNTERS = 4;
    private static final String BY = "demo";
    /** A week without any holiday in a calendar that knows none; its Saturday is worked in the other. */
    private static final LocalDate MONDAY = LocalDate.of(2001, 1, 1);

    private static final WorkingCalendar MAKE_UP = new WorkingCalendar(
            EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
            new TreeMap<>(),
            new TreeSet<>(Set.of(MONDAY.plusDays(5))));

    private final Appointments.Ground ground;
    private final Halls halls;
    private final HallStore store;
    private final Planning planning;

    DemoHalls(Appointments.Ground ground, Halls halls, HallStore store, Planning planning) {
        this.ground = ground;
        this.halls = halls;
        this.store = store;
        this.planning = planning;
    }

    /** Of several servers that start at once, one opens them. */
    int open() {
        return ground.database().alone("demo halls", this::openMissing);
    }

    private int openMissing() {
        Map<String, Hall> known = halls.refresh();
        PlaceSet places = ground.places().current();
        ZoneId city = ground.city().get().zone();
        List<String> opened = new ArrayList<>();
        ground.database().useTransaction(handle -> {
            for (int i = 0; i < places.size(); i++) {
                Place place = places.place(i);
                if (isCentre(places, place) && !known.containsKey(place.code())) {
                    String zone = place.zone();
                    HallSettings settings = HallSettings.standard(zone == null ? city : ZoneId.of(zone));
                    store.save(handle, place.code(), settings, BY);
                    Hall.Queue queue = queue(places, i);
                    store.insertQueue(handle, place.code(), queue);
                    store.replaceTemplates(handle, queue.id(), templates(OpeningHours.parse(place.hours())));
                    store.replaceCounters(handle, place.code(), counters(queue.id()));
                    opened.add(place.code());
                }
            }
        });
        Map<String, Hall> now = halls.refresh();
        for (Hall hall : now.values()) {
            planning.extend(hall);
        }
        halls.refresh();
        return opened.size();
    }

    private static boolean isCentre(PlaceSet places, Place place) {
        PlaceCategory duty = places.categories().dutyOf(place.category());
        return place.appointments() && !place.hours().isEmpty() && duty != null && DUTY.equals(duty.duty());
    }

    /** What the place does; what city-wide offices do elsewhere, a centre takes in for everybody. */
    private Hall.Queue queue(PlaceSet places, int place) {
        Map<String, Hall.Served> served = new HashMap<>();
        List<Matter> own = places.mattersOf(place);
        (own.isEmpty() ? places.matters() : own)
                .forEach(matter -> served.put(matter.code(), new Hall.Served(slots(matter), own.isEmpty())));
        return new Hall.Queue(
                ground.database().nextId(),
                "general",
                LocalText.of("zh", "综合窗口", "en", "General counter"),
                "A",
                served);
    }

    private static int slots(Matter matter) {
        Integer minutes = matter.minutes();
        return minutes == null ? 1 : (minutes + SLOT_MINUTES - 1) / SLOT_MINUTES;
    }

    private static List<Schedule.Counter> counters(long queue) {
        List<Schedule.Counter> counters = new ArrayList<>();
        for (int number = 1; number <= COUNTERS; number++) {
            counters.add(new Schedule.Counter(
                    number, LocalText.of("zh", number + "号窗口", "en", "Counter " + number), List.of(queue)));
        }
        return counters;
    }

    /** The same hours of several weekdays are one template. */
    private List<Template> templates(OpeningHours hours) {
        Map<Hours, Set<DayOfWeek>> days = new LinkedHashMap<>();
        for (int i = 0; i < DayOfWeek.values().length; i++) {
            LocalDate day = MONDAY.plusDays(i);
            spans(hours, day, WorkingCalendar.PLAIN)
                    .forEach(span -> days.computeIfAbsent(span, any -> EnumSet.noneOf(DayOfWeek.class))
                            .add(day.getDayOfWeek()));
        }
        List<Hours> worked = spans(hours, MONDAY.plusDays(5), MAKE_UP);
        worked.forEach(span -> days.computeIfAbsent(span, any -> EnumSet.noneOf(DayOfWeek.class)));
        List<Template> templates = new ArrayList<>();
        days.forEach((span, weekdays) -> templates.add(
                new Template(ground.database().nextId(), MONDAY, null, weekdays, worked.contains(span), false, span)));
        return templates;
    }

    private static List<Hours> spans(OpeningHours hours, LocalDate day, WorkingCalendar calendar) {
        return hours.on(day, calendar).stream()
                .filter(span -> span.to() - span.from() >= SLOT_MINUTES)
                .map(span -> new Hours(span.from(), span.to(), SLOT_MINUTES, SEATS))
                .toList();
    }
}
