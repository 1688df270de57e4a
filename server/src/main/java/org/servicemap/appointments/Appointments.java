package org.servicemap.appointments;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.calendars.Calendars;
import org.servicemap.http.RouteGroup;
import org.servicemap.notifications.Outbox;
import org.servicemap.places.EarliestSlots;
import org.servicemap.places.Places;
import org.servicemap.storage.Database;
import org.servicemap.storage.Retries;
import org.servicemap.units.UnitDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appointments, wired. Thread-safe. */
public final class Appointments implements EarliestSlots {
    private static final Logger LOG = LoggerFactory.getLogger(Appointments.class);

    private final Ground ground;
    private final Halls halls;
    private final HallStore hallStore = new HallStore();
    private final SlotReader reader = new SlotReader();
    private final Seats seats = new Seats();
    private final HallPlaces places;
    private final Availability availability;
    private final Contacts contacts;
    private final Bookings bookings;
    private final BookingAccess access;
    private final Planning planning;
    private final Offers offers;
    private final Acceptance acceptance;
    private final Waitlist waitlist;
    private final WaitlistOffers waitlistOffers;
    private final ScheduleEditor editor;
    private final Floor floor;
    private final FloorView floorView;
    private final PastVisits pastVisits;
    private final Screens screens = new Screens();
    private final Reminders reminders;
    private final Replanning replanning;

    /**
     * What it stands on.
     *
     * @param publicUrl of the pages, without a slash at the end; empty when there is none
     */
    public record Ground(
            Database database,
            Supplier<City> city,
            PublishedAreas areas,
            Places places,
            Calendars calendars,
            Supplier<UnitDirectory> units,
            Keyset keyset,
            Supplier<PhoneFormat> phones,
            Outbox outbox,
            CallingPhones calls,
            String publicUrl,
            Clock clock) {}

    public Appointments(Ground ground) {
        this.ground = ground;
        Database database = ground.database();
        halls = new Halls(database, hallStore);
        places = new HallPlaces(ground.places(), ground.areas());
        availability = new Availability(database, halls, reader, ground.clock());
        contacts = new Contacts(ground.keyset(), ground.phones());
        BookingNotices notices = new BookingNotices(ground.outbox(), places, halls, ground.city(), ground.publicUrl());
        Bookings.Parts parts = new Bookings.Parts(
                database, halls, places, availability, new BookingStore(), seats, contacts, notices, ground.clock());
        bookings = new Bookings(parts);
        access = parts.access();
        planning = new Planning(
                halls, hallStore, reader, seats, ground.calendars(), new Retries(database), ground.clock());
        waitlist = new Waitlist(parts);
        waitlistOffers = new WaitlistOffers(bookings, parts);
        offers = new Offers(bookings, parts);
        acceptance = new Acceptance(waitlist, parts);
        editor = new ScheduleEditor(parts, hallStore, planning, offers);
        replanning = new Replanning(
                halls,
                hallStore,
                places,
                planning,
                ground.calendars(),
                new Affected(parts.store(), parts.seatedAgain(), ground.clock()),
                new Retries(database));
        floor = new Floor(parts, hallStore, reader);
        floorView = new FloorView(parts);
        pastVisits = new PastVisits(parts);
        reminders = new Reminders(parts.store(), contacts, notices, new Retries(database), ground.clock());
    }

    /** Paths with a word where others have a code come first. */
    public List<RouteGroup> routes() {
        BookingJson json = new BookingJson(halls, places, contacts, ground.clock());
        CalendarFile calendar = new CalendarFile(places, ground.city(), ground.clock());
        FloorRoutes tickets = new FloorRoutes(floor, floorView, screens, access, json, halls, ground.units());
        OwnBookings own = new OwnBookings(
                ground.database(),
                new BookingStore(),
                contacts,
                ground.calls(),
                new HallScope(halls, places, ground.units()),
                ground.clock());
        BookingRoutes booking = new BookingRoutes(bookings, access, acceptance, json, contacts, calendar, own);
        return List.of(
                new HallDeskRoutes(
                        ground.database(),
                        halls,
                        hallStore,
                        places,
                        floor,
                        tickets,
                        new KioskPass(
                                ground.keyset()::index,
                                place -> ground.database()
                                        .jdbi()
                                        .withHandle(handle -> hallStore.kioskSeries(handle, place)),
                                ground.clock()),
                        booking,
                        ground.units()),
                new HallFiguresRoutes(new HallFigures(ground.database()), halls, places, ground.units()),
                new ScheduleRoutes(editor, new Statistics(ground.database()), places, ground.units()),
                booking,
                new OwnBookingRoutes(own, json),
                new WaitlistRoutes(waitlist, waitlistOffers, places, contacts),
                tickets,
                new VisitorRoutes(ground.database(), new BookingStore(), contacts, places, ground.units()),
                new FreeTimeRoutes(halls, availability, ground.clock()),
                new HallRoutes(halls, places, availability, ground.clock()));
    }

    /** Takes up what other servers changed, and shows it on the halls' screens; about once a second. */
    public void watch() {
        halls.watch();
        screens.look();
    }

    /** Takes expired holds back; about once a minute, as what follows. */
    public void sweep() {
        bookings.sweep();
    }

    /** Follows the working calendar, and offers slots to who is affected by a change of it or of a schedule. */
    public void offerToAffected() {
        replanning.all();
        offers.offerAll();
    }

    /** Offers slots to those whom a change of many bookings, put in force here, has left for later; about once a second. */
    public void offerToRest() {
        offers.offerRest();
    }

    /** Offers slots to who waits. */
    public void offerToWaiting() {
        waitlistOffers.offerAll();
    }

    public void remind() {
        reminders.send();
    }

    /** Makes slots up to every hall's horizon, ends what is past and forgets old tries; about once an hour. */
    public void planAhead() {
        planning.extendAll();
        pastVisits.endPast();
        access.sweep();
    }

    /** The first free time of each place for a matter, by the place's code; at most a second old. */
    @Override
    public Map<String, Instant> of(String matter) {
        Map<String, Instant> earliest = new HashMap<>();
        availability.earliest(List.of(matter)).forEach((place, slot) -> earliest.put(place, slot.start()));
        return earliest;
    }

    @Override
    public Optional<Offer> at(String place) {
        Hall hall = halls.all().get(place);
        if (hall == null || !hall.settings().bookable()) {
            return Optional.empty();
        }
        Set<String> matters = new TreeSet<>();
        hall.queues().forEach(queue -> matters.addAll(queue.matters().keySet()));
        return matters.isEmpty() ? Optional.empty() : Optional.of(new Offer(matters, knownEarliest(hall)));
    }

    /** A place is shown from memory, also while the database is away: then without its first free time. */
    private @Nullable Instant knownEarliest(Hall hall) {
        try {
            return availability.earliestAt(hall).orElse(null);
        } catch (JdbiException e) {
            LOG.warn("the first free time at {} is not known: {}", hall.place(), e.toString());
            return null;
        }
    }

    /** Lets the city's service centres take bookings, each open as its place is; answers how many it opened. */
    public int openDemo() {
        return new DemoHalls(ground, halls, hallStore, planning).open();
    }
}
