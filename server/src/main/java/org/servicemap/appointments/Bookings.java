package org.servicemap.appointments;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Secrets;
import org.servicemap.accounts.personal.PhoneNumber;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.places.Place;
import org.servicemap.storage.Database;
import org.servicemap.storage.Writes;

/**
 * Bookings from hold to end. Every change is one transaction, in which {@link Seats} takes and gives back; what it throws, nothing of
 * it happened. Thread-safe, also among several servers.
 */
final class Bookings {
    private static final int EXTENSIONS = 2;
    private static final int ALTERNATIVES = 5;
    private static final Duration NO_SHOW_MEMORY = Duration.ofDays(90);
    private static final String SAVED = "before_seats";

    private final Database database;
    private final Retries retries;
    private final Halls halls;
    private final HallPlaces places;
    private final Availability availability;
    private final BookingStore store;
    private final Seats seats;
    private final Contacts contacts;
    private final BookingNotices notices;
    private final Tries tries;
    private final Clock clock;

    /** What it is wired from. */
    record Parts(
            Database database,
            Halls halls,
            HallPlaces places,
            Availability availability,
            BookingStore store,
            Seats seats,
            Contacts contacts,
            BookingNotices notices,
            Clock clock) {}

    Bookings(Parts parts) {
        this.database = parts.database();
        this.retries = new Retries(parts.database());
        this.halls = parts.halls();
        this.places = parts.places();
        this.availability = parts.availability();
        this.store = parts.store();
        this.seats = parts.seats();
        this.contacts = parts.contacts();
        this.notices = parts.notices();
        this.clock = parts.clock();
        this.tries = new Tries(parts.database(), parts.clock());
    }

    /**
     * What was held, with the secret that goes with it and is kept nowhere.
     *
     * @param nearBorder whether the citizen should make sure that this hall is in charge
     */
    record Held(Booking booking, String token, boolean nearBorder) {}

    /** Where a visit may go, before any slot is looked at. */
    private record Admitted(Hall hall, List<Hall.Queue> queues, Place place, Jurisdiction jurisdiction) {}

    /** Keeps the slots of a visit for a while. */
    Held hold(Visit visit, Author author, @Nullable String proof) {
        Admitted admitted = admit(visit, author);
        requireTime(admitted.hall(), visit);
        if (author.source().equals("citizen")
                && !Proof.isGood(visit, proof, admitted.hall().settings().proofBits(), clock.instant())) {
            throw new AppointmentException(
                    AppointmentException.PROOF_NEEDED, "proof", "this hall asks for a proof of work");
        }
        Duration kept = Duration.ofMinutes(admitted.hall().settings().holdMinutes());
        return withAlternatives(
                admitted.hall(),
                visit,
                () -> retries.inTransaction(handle -> {
                    requireFewHolds(handle, admitted.hall(), author);
                    return hold(handle, admitted, visit, author, clock.instant().plus(kept), null);
                }));
    }

    /** Keeps slots for somebody who has not asked for these: an offer. In the caller's transaction. */
    Held offer(Handle handle, Visit visit, String source, long offeredFor, Instant until) {
        Author author = new Author(source, null, "offer:" + offeredFor, "program");
        return hold(handle, admit(visit, author), visit, author, until, offeredFor);
    }

    private Held hold(
            Handle handle, Admitted admitted, Visit visit, Author author, Instant until, @Nullable Long offeredFor) {
        Instant now = clock.instant();
        String token = Secrets.token();
        long id = database.nextId();
        return onAnyRun(handle, runs(handle, admitted.hall(), admitted.queues(), visit, now), run -> {
            Booking booking = booking(id, token, admitted, visit, run, author, until, offeredFor);
            Writes writes = Writes.in(handle);
            store.insert(writes, booking, now);
            seats.take(handle, writes, id, run.seats(), run.lapsed(), now);
            store.event(writes, id, now, "held", author.by(), Map.of());
            writes.send();
            return new Held(booking, token, admitted.jurisdiction().isNearBorder(admitted.place()));
        });
    }

    private static Booking booking(
            long id,
            String token,
            Admitted admitted,
            Visit visit,
            Run run,
            Author author,
            Instant until,
            @Nullable Long offeredFor) {
        return new Booking(
                id,
                null,
                Secrets.hash(token),
                null,
                BookingState.HELD,
                author.source(),
                visit.hall(),
                run.queue(),
                visit.quota(),
                visit.matters(),
                run.start(),
                run.end(),
                until,
                0,
                author.holderHash(),
                author.account(),
                null,
                null,
                admitted.jurisdiction().areas(),
                admitted.jurisdiction().version(),
                offeredFor,
                null);
    }

    private interface OnRun<T> {
        T take(Run run);
    }

    /** Tries one queue after the other: the last seat of the first may go while we come. */
    private static <T> T onAnyRun(Handle handle, List<Run> runs, OnRun<T> work) {
        for (int i = 0; i < runs.size() - 1; i++) {
            handle.savepoint(SAVED);
            try {
                return work.take(runs.get(i));
            } catch (AppointmentException e) {
                handle.rollbackToSavepoint(SAVED);
            }
        }
        return work.take(runs.get(runs.size() - 1));
    }

    /** At least one; {@code slot_full}, {@code no_such_slot}. */
    private List<Run> runs(Handle handle, Hall hall, List<Hall.Queue> queues, Visit visit, Instant now) {
        List<Run> runs = availability.at(handle, hall, queues, visit, now);
        if (!runs.isEmpty()) {
            return runs;
        }
        if (availability.exists(handle, queues, visit, now)) {
            throw AppointmentException.full();
        }
        throw new AppointmentException(
                AppointmentException.NO_SLOT, "starts_at", "the hall has no slot for this that begins then");
    }

    private Admitted admit(Visit visit, Author author) {
        Hall hall = halls.get(visit.hall());
        if (!hall.settings().bookable()) {
            throw AppointmentException.unknownHall(visit.hall());
        }
        Place place = places.get(visit.hall());
        String only = visit.queue();
        List<Hall.Queue> queues = hall.queuesFor(visit.matters()).stream()
                .filter(queue -> only == null || queue.code().equals(only))
                .toList();
        if (queues.isEmpty()) {
            throw new AppointmentException(
                    AppointmentException.NOT_SERVED, "matters", "no queue of this hall does all of these in one visit");
        }
        Jurisdiction jurisdiction = places.jurisdiction(visit.point(), visit.accuracyMetres());
        boolean here = author.source().equals("walk_in");
        List<Hall.Queue> open = queues.stream()
                .filter(queue -> here
                        || jurisdiction
                                .fit(place, queue.isCityWide(visit.matters()))
                                .mayBook())
                .toList();
        if (open.isEmpty()) {
            throw notInCharge(visit);
        }
        return new Admitted(hall, open, place, jurisdiction);
    }

    private static AppointmentException notInCharge(Visit visit) {
        return visit.point() == null
                ? new AppointmentException(
                        AppointmentException.LOCATION_NEEDED,
                        "lon",
                        "this hall acts for its own area only: say where the matter arises")
                : new AppointmentException(
                        AppointmentException.NOT_IN_CHARGE, "hall", "another hall is in charge of this location");
    }

    private void requireTime(Hall hall, Visit visit) {
        Instant now = clock.instant();
        if (!visit.start().isAfter(now)) {
            throw new AppointmentException(AppointmentException.PAST_SLOT, "starts_at", "this time is past");
        }
        if (visit.quota() != Quota.PUBLIC) {
            return;
        }
        if (visit.start().isBefore(availability.first(hall))) {
            throw new AppointmentException(
                    AppointmentException.TOO_SOON,
                    "starts_at",
                    "this hall is booked at least " + hall.settings().leadMinutes() + " minutes ahead");
        }
        LocalDate day = LocalDate.ofInstant(visit.start(), hall.settings().zoneId());
        if (day.isAfter(availability.lastDay(hall))) {
            throw new AppointmentException(
                    AppointmentException.TOO_FAR,
                    "starts_at",
                    "this hall is booked at most " + hall.settings().horizonDays() + " days ahead");
        }
    }

    private void requireFewHolds(Handle handle, Hall hall, Author author) {
        if (author.source().equals("citizen")
                && store.holdsOf(handle, author.holderHash(), clock.instant())
                        >= hall.settings().holdsPerCaller()) {
            throw new AppointmentException(
                    AppointmentException.TOO_MANY_HOLDS, null, "confirm or cancel what you hold before you hold more");
        }
    }

    private interface Work<T> {
        T run();
    }

    /** Beside a refusal for want of a seat: what is free near that time, from a cache at most a second old. */
    private <T> T withAlternatives(Hall hall, Visit visit, Work<T> work) {
        try {
            return work.run();
        } catch (AppointmentException e) {
            boolean seat = List.of(
                            AppointmentException.SLOT_FULL,
                            AppointmentException.NO_SLOT,
                            AppointmentException.HOLD_EXPIRED,
                            AppointmentException.CHANGED)
                    .contains(e.code());
            throw seat ? e.with(alternatives(hall, visit)) : e;
        }
    }

    private List<FreeSlot> alternatives(Hall hall, Visit visit) {
        List<FreeSlot> near = new ArrayList<>(availability.near(hall, visit.matters(), visit.start(), ALTERNATIVES));
        if (near.size() < ALTERNATIVES && visit.point() != null) {
            Jurisdiction jurisdiction = places.jurisdiction(visit.point(), visit.accuracyMetres());
            availability.earliest(visit.matters()).values().stream()
                    .filter(slot -> !slot.hall().equals(hall.place()) && isEligible(slot, visit, jurisdiction))
                    .sorted(java.util.Comparator.comparing(FreeSlot::start))
                    .limit(ALTERNATIVES - near.size())
                    .forEach(near::add);
        }
        return near;
    }

    private boolean isEligible(FreeSlot slot, Visit visit, Jurisdiction jurisdiction) {
        boolean cityWide = halls.find(slot.hall())
                .flatMap(hall -> hall.findQueue(slot.queue()))
                .filter(queue -> queue.isCityWide(visit.matters()))
                .isPresent();
        return places.find(slot.hall())
                .filter(place -> jurisdiction.fit(place, cityWide).mayBook())
                .isPresent();
    }

    /** {@code unknown_booking}, also for a token of another booking. */
    Booking get(long id, String token) {
        return database.jdbi()
                .withHandle(handle -> store.find(handle, id))
                .filter(booking -> opens(booking, token))
                .orElseThrow(Bookings::unknown);
    }

    private static boolean opens(Booking booking, String token) {
        byte[] hash = Secrets.hash(token);
        byte[] second = booking.secondHash();
        return MessageDigest.isEqual(hash, booking.tokenHash())
                || second != null && MessageDigest.isEqual(hash, second);
    }

    static AppointmentException unknown() {
        return new AppointmentException(
                AppointmentException.UNKNOWN_BOOKING, null, "there is no booking that this opens");
    }

    private Booking lock(Handle handle, long id, String token) {
        return store.lock(handle, id).filter(booking -> opens(booking, token)).orElseThrow(Bookings::unknown);
    }

    /**
     * Opens a booking by number and phone; answers it with a new token, which ends the one that was opened like this before.
     *
     * @throws AppointmentException {@code unknown_booking}, {@code too_many_tries}
     */
    Held open(String number, String phone, String network) {
        tries.requireFree(number, network);
        PhoneNumber called = contacts.phone(phone);
        String token = Secrets.token();
        Booking booking = database.inTransaction(handle -> {
            Booking found = BookingNumber.parse(number)
                    .flatMap(parsed -> store.findByNumber(handle, parsed))
                    .filter(each ->
                            each.person() != null && MessageDigest.isEqual(each.person(), contacts.index(called)))
                    .orElse(null);
            if (found != null) {
                handle.execute("UPDATE bookings SET second_hash = ? WHERE id = ?", Secrets.hash(token), found.id());
            }
            return found;
        });
        if (booking == null) {
            tries.count(number, network);
            throw unknown();
        }
        return new Held(booking, token, false);
    }

    /**
     * Makes a booking of a hold. A hold that has expired is confirmed all the same when nobody has taken its seats, or when they can be
     * taken again. The same again answers what there is.
     */
    Booking confirm(long id, String token, Contact contact, Author author) {
        Booking seen = get(id, token);
        Hall hall = halls.get(seen.hall());
        return withAlternatives(
                hall,
                visit(seen),
                () -> retries.inTransaction(handle -> confirm(handle, hall, id, token, contact, author)));
    }

    private Booking confirm(Handle handle, Hall hall, long id, String token, Contact contact, Author author) {
        Booking booking = lock(handle, id, token);
        byte[] person = contacts.index(contact);
        if (booking.state() == BookingState.CONFIRMED && MessageDigest.isEqual(person, booking.person())) {
            return booking;
        }
        requireState(booking, BookingState.HELD, BookingState.EXPIRED);
        Instant now = clock.instant();
        requireFuture(booking, now);
        Writes writes = Writes.in(handle);
        if (booking.state() == BookingState.EXPIRED) {
            retake(handle, writes, hall, booking, now);
        }
        requireStillPlanned(handle, booking);
        count(handle, hall, person, author);
        BookingNumber number = store.nextNumber(handle);
        store.confirm(writes, id, number, contacts.seal(id, contact), person, now);
        store.event(writes, id, now, "confirmed", author.by(), Map.of());
        writes.reading();
        Booking confirmed = store.find(handle, id).orElseThrow(Bookings::unknown);
        notices.send(writes, "booking_confirmed", confirmed, contact, token, Map.of());
        writes.send();
        return confirmed;
    }

    private void count(Handle handle, Hall hall, byte[] person, Author author) {
        if (!author.source().equals("citizen") && !author.source().equals("operator")) {
            return;
        }
        if (!store.openOne(handle, person, hall.place(), hall.settings().openPerPerson())) {
            throw new AppointmentException(
                    AppointmentException.PERSON_LIMIT,
                    "phone",
                    "this person has as many open bookings here as allowed");
        }
        if (store.noShows(handle, person, clock.instant().minus(NO_SHOW_MEMORY))
                >= hall.settings().noShows()) {
            throw new AppointmentException(
                    AppointmentException.TOO_MANY_NO_SHOWS,
                    "phone",
                    "after several visits that were missed: please call us");
        }
    }

    /** The seats of a hold that was taken back are taken again, if they are there. */
    private void retake(Handle handle, Writes writes, Hall hall, Booking booking, Instant now) {
        List<Hall.Queue> queue = hall.findQueue(booking.queue()).stream().toList();
        Run run = availability.at(handle, hall, queue, visit(booking), now).stream()
                .findFirst()
                .orElseThrow(() -> new AppointmentException(
                        AppointmentException.HOLD_EXPIRED, null, "the time to confirm ran out, and the slot is taken"));
        seats.take(handle, writes, booking.id(), run.seats(), run.lapsed(), now);
    }

    private static void requireStillPlanned(Handle handle, Booking booking) {
        boolean withdrawn = handle.createQuery("""
                        SELECT EXISTS (SELECT FROM slots s JOIN booking_slots b ON b.slot = s.id
                                       WHERE b.booking = :id AND s.planned = 0)
                        """)
                .bind("id", booking.id())
                .mapTo(Boolean.class)
                .one();
        if (withdrawn) {
            throw new AppointmentException(
                    AppointmentException.CHANGED,
                    null,
                    "the hall has changed its hours meanwhile: choose another time");
        }
    }

    private static Visit visit(Booking booking) {
        return new Visit(booking.hall(), booking.matters(), booking.start(), null, booking.quota(), null, null);
    }

    private static void requireState(Booking booking, BookingState... states) {
        if (!List.of(states).contains(booking.state())) {
            throw new AppointmentException(
                    AppointmentException.WRONG_STATE,
                    null,
                    "this booking is " + booking.state().word());
        }
    }

    private static void requireFuture(Booking booking, Instant now) {
        if (!booking.start().isAfter(now)) {
            throw new AppointmentException(AppointmentException.PAST_SLOT, null, "its time has come already");
        }
    }

    /** The hold is kept once more as long; a few times. */
    Booking extend(long id, String token) {
        Hall hall = halls.get(get(id, token).hall());
        return retries.inTransaction(handle -> {
            Booking booking = lock(handle, id, token);
            requireState(booking, BookingState.HELD, BookingState.EXPIRED);
            Instant now = clock.instant();
            requireFuture(booking, now);
            if (booking.extensions() >= EXTENSIONS) {
                throw new AppointmentException(
                        AppointmentException.NO_EXTENSION, null, "a hold is extended " + EXTENSIONS + " times at most");
            }
            Writes writes = Writes.in(handle);
            if (booking.state() == BookingState.EXPIRED) {
                retake(handle, writes, hall, booking, now);
            }
            store.extend(writes, id, now.plus(Duration.ofMinutes(hall.settings().holdMinutes())), now);
            store.event(writes, id, now, "extended", "citizen", Map.of());
            writes.send();
            return store.find(handle, id).orElseThrow(Bookings::unknown);
        });
    }

    /** Gives a hold or booking up. The same again answers what there is. */
    Booking cancel(long id, String token, String by) {
        return retries.inTransaction(handle -> cancel(handle, lock(handle, id, token), by));
    }

    /** In the caller's transaction; the caller has locked it. */
    Booking cancel(Handle handle, Booking booking, String by) {
        if (booking.state() == BookingState.CANCELLED || booking.state() == BookingState.EXPIRED) {
            return booking;
        }
        requireState(booking, BookingState.HELD, BookingState.CONFIRMED);
        Instant now = clock.instant();
        seats.giveBack(handle, booking.id());
        Writes writes = Writes.in(handle);
        store.state(writes, booking.id(), BookingState.CANCELLED, now);
        store.event(writes, booking.id(), now, "cancelled", by, Map.of());
        close(writes, booking);
        Contact contact = contacts.open(booking);
        if (contact != null) {
            notices.send(writes, "booking_cancelled", booking, contact, null, Map.of());
        }
        writes.send();
        return store.find(handle, booking.id()).orElseThrow(Bookings::unknown);
    }

    /** A booking of a person that is open no longer. */
    void close(Writes writes, Booking booking) {
        byte[] person = booking.person();
        if (person != null && booking.state() == BookingState.CONFIRMED) {
            store.closeOne(writes, person, booking.hall());
        }
    }

    /** Moves a booking to another time, or hall: it has its old seats until it has the new ones. */
    Booking reschedule(long id, String token, Visit to) {
        Booking seen = get(id, token);
        Visit visit = new Visit(
                to.hall(), seen.matters(), to.start(), to.queue(), seen.quota(), to.point(), to.accuracyMetres());
        boolean stays = to.hall().equals(seen.hall());
        // who was admitted to this hall once need not say again where
        Author author = stays ? new Author("walk_in", null, "", "citizen") : new Author("citizen", null, "", "citizen");
        Admitted admitted = admit(visit, author);
        requireTime(admitted.hall(), visit);
        return withAlternatives(
                admitted.hall(),
                visit,
                () -> retries.inTransaction(handle -> move(handle, lock(handle, id, token), admitted, visit, token)));
    }

    private Booking move(Handle handle, Booking booking, Admitted admitted, Visit visit, String token) {
        requireState(booking, BookingState.CONFIRMED);
        Instant now = clock.instant();
        byte[] person = booking.person();
        String hall = admitted.hall().place();
        if (person != null && !hall.equals(booking.hall())) {
            count(handle, admitted.hall(), person, new Author("citizen", null, "", ""));
        }
        return onAnyRun(handle, runs(handle, admitted.hall(), admitted.queues(), visit, now), run -> {
            Writes writes = Writes.in(handle);
            seats.move(handle, writes, booking.id(), run.seats(), run.lapsed(), now);
            store.move(writes, booking.id(), hall, run, now);
            store.event(
                    writes,
                    booking.id(),
                    now,
                    "moved",
                    "citizen",
                    Map.of("from", booking.start().toString()));
            if (person != null && !hall.equals(booking.hall())) {
                store.closeOne(writes, person, booking.hall());
            }
            writes.reading();
            Booking moved = store.find(handle, booking.id()).orElseThrow(Bookings::unknown);
            Contact contact = contacts.open(moved);
            if (contact != null) {
                notices.send(writes, "booking_moved", moved, contact, token, Map.of());
            }
            writes.send();
            return moved;
        });
    }

    /** Takes expired holds back; answers how many. Only keeps the tables small: nothing counts them. */
    int sweep() {
        return retries.inTransaction(handle -> seats.sweep(handle, clock.instant(), 1000));
    }
}
