package org.servicemap.appointments;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Secrets;
import org.servicemap.http.FieldException;
import org.servicemap.storage.Retries;
import org.servicemap.storage.Writes;

/** Who waits until a slot becomes free, for what, and how the waiting ends; {@link WaitlistOffers} gives out what frees. Thread-safe. */
final class Waitlist {
    private static final int MOST_DAYS_AHEAD = 366;
    private static final int PER_PERSON = 3;

    private final BookingStore store;
    private final Halls halls;
    private final Eligible eligible;
    private final Contacts contacts;
    private final BookingNotices notices;
    private final Confirming confirming;
    private final Retries retries;
    private final Clock clock;

    Waitlist(Bookings.Parts parts) {
        this.store = parts.store();
        this.halls = parts.halls();
        this.eligible = new Eligible(parts.halls(), parts.places());
        this.contacts = parts.contacts();
        this.notices = parts.notices();
        this.confirming = parts.confirming();
        this.retries = new Retries(parts.database());
        this.clock = parts.clock();
    }

    /**
     * What somebody waits for.
     *
     * @param hall code of the place; null for any that may act
     * @param areas code by level of where the matter arises; empty when it is not known
     */
    record Wish(
            @Nullable String hall,
            List<String> matters,
            LocalDate firstDay,
            LocalDate lastDay,
            Map<String, String> areas) {
        boolean holds(LocalDate day) {
            return !day.isBefore(firstDay) && !day.isAfter(lastDay);
        }
    }

    /** One who waits; {@code state} is waiting, offered, booked, cancelled or ended. */
    record Entry(long id, byte[] tokenHash, String state, Wish wish, byte[] contact, int offers) {
        /** Whether something is still to be offered, or to be taken. */
        boolean isOpen() {
            return state.equals("waiting") || state.equals("offered");
        }
    }

    record Joined(Entry entry, String token) {}

    /** {@code matter_not_served} when no hall will ever do this; {@code location_needed}, {@code person_limit}. */
    Joined join(Wish wish, Contact contact) {
        requireNear(wish);
        String hall = wish.hall();
        boolean served = hall == null
                ? halls.all().values().stream().anyMatch(each -> isWanted(each, wish))
                : isWanted(halls.get(hall), wish);
        if (!served) {
            throw notServed(wish);
        }
        String token = Secrets.token();
        long id = retries.database().nextId();
        byte[] person = contacts.index(contact);
        return retries.inTransaction(handle -> {
            requireFew(handle, person);
            insert(handle, id, token, wish, contact, person);
            Writes writes = Writes.in(handle);
            notices.waits(writes, id, token, wish, contact);
            writes.send();
            return new Joined(get(handle, id), token);
        });
    }

    /** As a hold is refused: where a location might help, it is asked for. */
    private AppointmentException notServed(Wish wish) {
        String hall = wish.hall();
        boolean done = halls.all().values().stream()
                .filter(each -> hall == null || hall.equals(each.place()))
                .anyMatch(each -> !each.queuesFor(wish.matters()).isEmpty());
        return done && wish.areas().isEmpty()
                ? new AppointmentException(
                        AppointmentException.LOCATION_NEEDED,
                        "lon",
                        "halls that do this act for their own areas: say where in the city the matter arises, to a"
                                + " kilometre at least")
                : new AppointmentException(
                        AppointmentException.NOT_SERVED,
                        "matters",
                        "no hall that may act for you does all of these in one visit");
    }

    private void requireNear(Wish wish) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
        if (wish.firstDay().isBefore(today.minusDays(1)) || wish.lastDay().isAfter(today.plusDays(MOST_DAYS_AHEAD))) {
            throw new FieldException("last_day", "days from today on, at most " + MOST_DAYS_AHEAD + " ahead");
        }
    }

    private boolean isWanted(Hall hall, Wish wish) {
        return hall.queuesFor(wish.matters()).stream()
                .anyMatch(queue -> eligible.mayAct(hall.place(), queue.id(), wish.matters(), wish.areas()));
    }

    private static void requireFew(Handle handle, byte[] person) {
        int open = handle.createQuery(
                        "SELECT count(*) FROM waitlist WHERE person = :person AND state IN ('waiting', 'offered')")
                .bind("person", person)
                .mapTo(Integer.class)
                .one();
        if (open >= PER_PERSON) {
            throw new AppointmentException(
                    AppointmentException.PERSON_LIMIT,
                    "phone",
                    "this person waits for " + PER_PERSON + " slots already");
        }
    }

    private void insert(Handle handle, long id, String token, Wish wish, Contact contact, byte[] person) {
        handle.createUpdate("""
                        INSERT INTO waitlist (id, token_hash, state, hall, matters, first_day, last_day, contact, person, areas,
                            updated_at)
                        VALUES (:id, :hash, 'waiting', :hall, :matters, :first, :last, :contact, :person,
                            CAST(:areas AS jsonb), :now)
                        """)
                .bind("id", id)
                .bind("hash", Secrets.hash(token))
                .bind("hall", wish.hall())
                .bindArray("matters", String.class, wish.matters().toArray())
                .bind("first", wish.firstDay())
                .bind("last", wish.lastDay())
                .bind("contact", contacts.sealWaiting(id, contact))
                .bind("person", person)
                .bind("areas", Texts.json(wish.areas()))
                .bind("now", BookingStore.utc(clock.instant()))
                .execute();
    }

    /** Locked. */
    static Entry get(Handle handle, long id) {
        return find(handle, id).orElseThrow(AppointmentException::unknownBooking);
    }

    /** Locked, if nobody else has it locked and something is still to be offered: an offer that is held is not followed by another. */
    static Optional<Entry> lockNow(Handle handle, long id, Instant now) {
        return handle.createQuery(
                        "SELECT *, areas::text AS areas_text FROM waitlist WHERE id = :id FOR UPDATE SKIP LOCKED")
                .bind("id", id)
                .map((rs, context) -> entry(rs))
                .findOne()
                .filter(entry -> isUnserved(handle, entry, now));
    }

    /** Whether a locked entry has no offer now: rounds meet, of several servers and of those who give seats back. */
    static boolean isUnserved(Handle handle, Entry entry, Instant now) {
        return entry.isOpen()
                && AffectedStore.offersFor(handle, List.of(entry.id()), now).isEmpty();
    }

    private static Optional<Entry> find(Handle handle, long id) {
        return handle.createQuery("SELECT *, areas::text AS areas_text FROM waitlist WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((rs, context) -> entry(rs))
                .findOne();
    }

    static Entry entry(ResultSet rs) throws SQLException {
        return new Entry(
                rs.getLong("id"),
                rs.getBytes("token_hash"),
                rs.getString("state"),
                new Wish(
                        rs.getString("hall"),
                        List.of((String[]) rs.getArray("matters").getArray()),
                        rs.getObject("first_day", LocalDate.class),
                        rs.getObject("last_day", LocalDate.class),
                        Texts.map(rs.getString("areas_text"))),
                rs.getBytes("contact"),
                rs.getInt("offers"));
    }

    private static Entry opened(Handle handle, long id, String token) {
        return find(handle, id)
                .filter(entry -> MessageDigest.isEqual(Secrets.hash(token), entry.tokenHash()))
                .orElseThrow(AppointmentException::unknownBooking);
    }

    Entry status(long id, String token) {
        return retries.inTransaction(handle -> opened(handle, id, token));
    }

    /** Waits no longer; what is held stays held: {@link WaitlistOffers#leave} passes it on. In the caller's transaction. */
    static Entry left(Handle handle, long id, String token, Instant now) {
        Entry entry = opened(handle, id, token);
        if (entry.isOpen()) {
            state(handle, id, "cancelled", now);
        }
        return get(handle, id);
    }

    private void state(Handle handle, long id, String state) {
        state(handle, id, state, clock.instant());
    }

    static void state(Handle handle, long id, String state, Instant now) {
        handle.createUpdate("UPDATE waitlist SET state = :state, updated_at = :now WHERE id = :id")
                .bind("state", state)
                .bind("now", BookingStore.utc(now))
                .bind("id", id)
                .execute();
    }

    /** Makes a booking of an offer, for who waited. In the caller's transaction. */
    Booking accept(Handle handle, long id, long offered, String token, Author author) {
        Entry entry = get(handle, id);
        if (entry.state().equals("booked")) {
            return store.find(handle, offered)
                    .filter(booking -> booking.number() != null)
                    .orElseThrow(() -> new AppointmentException(
                            AppointmentException.WRONG_STATE, null, "another offer was taken"));
        }
        if (!entry.state().equals("offered")) {
            throw new AppointmentException(AppointmentException.WRONG_STATE, null, "this waiting is " + entry.state());
        }
        Booking offer = store.lock(handle, offered).orElseThrow(AppointmentException::unknownBooking);
        Contact contact = contacts.openWaiting(id, entry.contact());
        Booking booking = confirming.confirm(handle, halls.get(offer.hall()), offer, token, contact, author);
        state(handle, id, "booked");
        return booking;
    }
}
