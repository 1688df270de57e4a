package org.servicemap.appointments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.appointments.slots.Capacity;
import org.servicemap.appointments.slots.DayChange;
import org.servicemap.appointments.slots.Hours;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.appointments.slots.Template;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.calendars.Calendars;
import org.servicemap.geo.LonLat;
import org.servicemap.notifications.Outbox;
import org.servicemap.notifications.templates.Templates;
import org.servicemap.places.PlaceTexts;
import org.servicemap.places.Places;
import org.servicemap.storage.Database;
import org.servicemap.storage.Retries;
import org.servicemap.text.LocalText;

/**
 * The town of the area tests with four halls: west and east, each in charge of its district, one of a heating zone, and one that serves everyone. Its clock
 * stands until it is moved.
 */
final class BookingTown {
    /** A Monday, nine in the morning in Shanghai. */
    static final Instant START = Instant.parse("2026-03-02T01:00:00Z");

    static final String WEST = "hall-west";
    static final String EAST = "hall-east";
    /** In charge of heating zone H1, the southern half of the western district, by an overlay. */
    static final String HEAT = "hall-heat";

    static final String CITY = "hall-city";
    static final String CARD = "card";
    static final String PERMIT = "permit";
    static final LonLat IN_WEST = new LonLat(TestTown.WEST + TestTown.SIDE / 2, TestTown.SOUTH + TestTown.SIDE / 2);
    static final LonLat IN_EAST = new LonLat(TestTown.WEST + TestTown.SIDE * 3.5, TestTown.SOUTH + TestTown.SIDE / 2);

    final Database database;
    final Moving clock = new Moving();
    final HallStore hallStore = new HallStore();
    final BookingStore bookingStore = new BookingStore();
    final SlotReader reader = new SlotReader();
    final Seats seats = new Seats();
    final Halls halls;
    final HallPlaces places;
    final Availability availability;
    final Contacts contacts;
    final Outbox outbox;
    final BookingNotices notices;
    final Bookings bookings;
    final BookingAccess access;
    final Planning planning;
    final Offers offers;
    final Acceptance acceptance;
    final ScheduleEditor editor;
    final Calendars calendars;
    private long ids = 1;

    BookingTown(Database database) {
        this(database, 0);
    }

    /** @param more places that serve everyone, {@code load-0} … */
    BookingTown(Database database, int more) {
        this.database = database;
        calendars = new Calendars(database);
        PublishedAreas areas = new FixedAreas();
        Places published = new Places(database, areas, TestTown::city, calendars);
        database.useTransaction(handle -> published.take(handle, texts(more)));
        published.refresh();
        places = new HallPlaces(published, areas);
        halls = new Halls(database, hallStore);
        availability = new Availability(database, halls, reader, clock);
        Keyset keys = keys();
        contacts = new Contacts(keys, () -> PhoneFormat.PLAIN);
        outbox = new Outbox(database, keys, () -> Templates.of(null, "zh"), clock);
        notices = new BookingNotices(outbox, places, halls, TestTown::city, "https://map.example.org");
        planning = new Planning(halls, hallStore, reader, seats, calendars, new Retries(database), clock);
        bookings = server();
        access = parts().access();
        offers = new Offers(bookings, parts());
        acceptance = new Acceptance(new Waitlist(parts()), parts());
        editor = new ScheduleEditor(parts(), hallStore, planning, offers);
    }

    /** As a pack without it does. */
    void withdraw(String place) {
        PlaceTexts all = texts(0);
        String others = String.join(
                "\n",
                String.valueOf(all.places())
                        .lines()
                        .filter(line -> !line.startsWith(place + ","))
                        .toList());
        take(new PlaceTexts(all.categories(), all.matters(), others + "\n", null));
    }

    void publishAll() {
        take(texts(0));
    }

    private void take(PlaceTexts texts) {
        database.useTransaction(handle -> places.places().take(handle, texts));
        places.places().refresh();
    }

    /** Everything that was booked and opened goes; the clock is set back. */
    void clear() {
        clock.set(START);
        database.useTransaction(handle -> handle.execute(
                "TRUNCATE waitlist, hall_tickets, bookings, booking_slots, slots, slot_templates, slot_exceptions,"
                        + " queue_matters, hall_queues, hall_counters, halls, booking_persons, booking_failures, booking_proofs, outbox"
                        + " CASCADE"));
    }

    /** Another process on the same database. */
    Bookings server() {
        return new Bookings(parts());
    }

    Bookings.Parts parts() {
        return new Bookings.Parts(database, halls, places, availability, bookingStore, seats, contacts, notices, clock);
    }

    private static Keyset keys() {
        try {
            return Keyset.openOrCreate(Files.createTempDirectory("servicemap-bookings"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PlaceTexts texts(int more) {
        String categories = "code,parent,name_zh,name_en,icon,duty\nhall,,大厅,Hall,hall,service_centre\n";
        String matters = "matters:\n" + matter(CARD) + matter(PERMIT);
        String places = "code,name_zh,name_en,category,lon,lat,in_charge,appointments,source\n"
                + place(WEST, "district:01", IN_WEST)
                + place(EAST, "district:02", IN_EAST)
                + place(HEAT, "overlay:heating_zone:H1", IN_WEST)
                + place(CITY, "", IN_EAST);
        StringBuilder all = new StringBuilder(places);
        for (int i = 0; i < more; i++) {
            all.append(place("load-" + i, "", IN_EAST));
        }
        return new PlaceTexts(categories, matters, all.toString(), null);
    }

    private static String matter(String code) {
        return "  - code: " + code + "\n    name: {zh: 事项, en: Matter}\n    documents: []\n"
                + "    duration: {zh: 当场, en: At once}\n    fee: {zh: 免费, en: Free}\n    minutes: 15\n    categories: [hall]\n";
    }

    private static String place(String code, String charge, LonLat point) {
        return code + ",厅,Hall " + code + ",hall," + point.lon() + "," + point.lat() + "," + charge + ",yes,test\n";
    }

    /** One queue that does both matters, the card in one slot and the permit in two; open as given every day. */
    long openHall(String place, ZoneId zone, Hours hours) {
        return openHall(place, HallSettings.standard(zone), hours);
    }

    long openHall(String place, HallSettings settings, Hours hours) {
        long queue = openHallQuietly(place, settings, hours);
        halls.refresh();
        return queue;
    }

    long openHallQuietly(String place, HallSettings settings, Hours hours) {
        long queue = database.nextId();
        database.useTransaction(handle -> {
            hallStore.save(handle, place, settings, "test");
            hallStore.insertQueue(
                    handle,
                    place,
                    new Hall.Queue(
                            queue,
                            "q",
                            LocalText.of("zh", "综合", "en", "All"),
                            "A",
                            Map.of(CARD, new Hall.Served(1, false), PERMIT, new Hall.Served(2, true))));
            hallStore.replaceTemplates(handle, queue, List.of(template(hours)));
        });
        planning.extend(new Hall(
                place,
                settings,
                null,
                1,
                database.inSnapshot(hallStore::all).get(place).queues()));
        return queue;
    }

    Template template(Hours hours) {
        return new Template(ids++, LocalDate.of(2026, 1, 1), null, EnumSet.allOf(DayOfWeek.class), true, true, hours);
    }

    /** Puts another schedule in force, as staff do. */
    Planning.Difference reopen(String place, List<Hours> hours, DayChange... changes) {
        Hall hall = halls.get(place);
        long queue = hall.queues().get(0).id();
        return new Retries(database).inTransaction(handle -> {
            hallStore.lock(handle, place);
            Map<Long, List<Template>> templates = new HashMap<>();
            templates.put(queue, hours.stream().map(this::template).toList());
            List<Schedule.Change> all = new ArrayList<>();
            for (DayChange change : changes) {
                all.add(new Schedule.Change(null, change, LocalText.EMPTY));
            }
            Planning.Difference difference =
                    planning.difference(handle, hall.settings(), queue, new Schedule(templates, all));
            planning.apply(handle, place, difference);
            return difference;
        });
    }

    static Hours hours(int from, int to, int slot, int seats) {
        return new Hours(from, to, slot, new Capacity(seats, 0, 0));
    }

    static Visit visit(String hall, Instant start, String... matters) {
        return new Visit(
                hall, List.of(matters), start, null, Quota.PUBLIC, hall.equals(EAST) ? IN_EAST : IN_WEST, null);
    }

    static Author citizen(String holder) {
        return new Author("citizen", null, holder, "citizen");
    }

    static Contact contact(int n) {
        return new Contact("李雷", "1380000" + String.format("%04d", n), null, "zh");
    }

    Booking bookingStore(long id) {
        return database.jdbi()
                .withHandle(handle -> bookingStore.find(handle, id))
                .orElseThrow();
    }

    /** Holds and confirms. */
    Bookings.Held book(Visit visit, int person) {
        Bookings.Held held = bookings.hold(visit, citizen("p" + person), null);
        Booking booking = bookings.confirm(held.booking().id(), held.token(), contact(person), citizen("p" + person));
        return new Bookings.Held(booking, held.token(), held.nearBorder());
    }

    /**
     * Seats that live bookings have beyond what their slots were made for: counted from the bookings' own times, never from {@code booked},
     * {@code capacity} or {@code booking_slots}. A booking counts in the slots in which it begins, and in those of its own slots' length:
     * others that it covers were withdrawn before it was made.
     */
    List<String> overbooked() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT s.queue || ' ' || s.starts_at || ': ' || count(b.id) || ' of ' || s.planned
                        FROM slots s JOIN bookings b ON b.queue = s.queue AND b.quota = s.quota
                          AND b.starts_at < s.ends_at AND b.ends_at > s.starts_at
                          AND (b.starts_at >= s.starts_at OR b.ends_at - b.starts_at = (s.ends_at - s.starts_at)
                               * (SELECT sum(CASE matter WHEN 'permit' THEN 2 ELSE 1 END) FROM unnest(b.matters) AS matter))
                        WHERE b.state IN ('confirmed', 'arrived', 'served', 'no_show')
                           OR b.state = 'held' AND b.hold_expires_at > :now
                        GROUP BY s.id HAVING count(b.id) > s.planned
                        """)
                        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .mapTo(String.class)
                        .list());
    }

    /** Slots whose {@code booked} is not the sum of the seats that bookings have: a leak, one way or the other. */
    List<String> miscounted() {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                        SELECT s.id || ': ' || s.booked || ' / ' || coalesce(sum(x.n), 0)
                        FROM slots s LEFT JOIN booking_slots x ON x.slot = s.id
                        GROUP BY s.id HAVING s.booked <> coalesce(sum(x.n), 0)
                        UNION ALL
                        SELECT 'booking ' || b.id || ' has seats as ' || b.state FROM bookings b
                        WHERE b.state IN ('cancelled', 'expired') AND EXISTS (SELECT FROM booking_slots x WHERE x.booking = b.id)
                        """).mapTo(String.class).list());
    }

    /** Stands until it is moved. */
    static final class Moving extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(START);

        void advance(Duration by) {
            now.updateAndGet(instant -> instant.plus(by));
        }

        void set(Instant instant) {
            now.set(instant);
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("instants only");
        }
    }

    static @Nullable String code(Throwable thrown) {
        return thrown instanceof AppointmentException e ? e.code() : null;
    }
}
