package org.servicemap.appointments;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.Retries;
import org.servicemap.storage.Writes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives what frees to those of the {@link Waitlist}. Who came first is offered first: a held slot, by the same path as every other seat;
 * when the offer is declined or runs out, the next one is. Thread-safe, also among several servers.
 */
final class WaitlistOffers {
    private static final Logger LOG = LoggerFactory.getLogger(WaitlistOffers.class);
    private static final int BATCH = 100;
    private static final int TRIES = 4;

    private final Bookings bookings;
    private final BookingStore store;
    private final Halls halls;
    private final HallPlaces places;
    private final Eligible eligible;
    private final Availability availability;
    private final WaitlistHold holds;
    private final Contacts contacts;
    private final BookingNotices notices;
    private final Retries retries;
    private final Clock clock;

    WaitlistOffers(Bookings bookings, Bookings.Parts parts) {
        this.bookings = bookings;
        this.store = parts.store();
        this.halls = parts.halls();
        this.places = parts.places();
        this.eligible = new Eligible(parts.halls(), parts.places());
        this.availability = parts.availability();
        this.holds = parts.waitlistHold();
        this.contacts = parts.contacts();
        this.notices = parts.notices();
        this.retries = new Retries(parts.database());
        this.clock = parts.clock();
    }

    /** Offers what is free to who waits, the first first; answers to how many. */
    int offerAll() {
        int offered = 0;
        Round round = new Round(new HashSet<>(), new GivenAway());
        long last = 0;
        List<Long> page;
        do {
            long after = last;
            page = retries.inTransaction(handle -> without(handle, after));
            for (long id : page) {
                offered += offerQuietly(id, round) ? 1 : 0;
                last = id;
            }
        } while (page.size() == BATCH);
        if (offered > 0) {
            availability.forget();
        }
        return offered;
    }

    /** Waits no longer. What was held goes to the next who waits for such a time, and is nobody else's in between: {@link NextInLine}. */
    Waitlist.Entry leave(long id, String token) {
        return retries.inTransaction(handle -> {
            Waitlist.Entry entry = Waitlist.left(handle, id, token, clock.instant());
            if (entry.state().equals("cancelled")) {
                giveBack(handle, id);
            }
            return entry;
        });
    }

    private void giveBack(Handle handle, long id) {
        AffectedStore.heldFor(handle, id)
                .forEach(offer ->
                        store.lock(handle, offer).ifPresent(booking -> bookings.cancel(handle, booking, "citizen")));
    }

    /**
     * @param hopeless many wait for the same, and where nothing is free for the first, nothing is for the others
     * @param away what those before were given
     */
    private record Round(Set<Waitlist.Wish> hopeless, GivenAway away) {}

    /** One that cannot be served must not stop those behind it. */
    private boolean offerQuietly(long id, Round round) {
        try {
            FreeSlot slot = retries.<@Nullable FreeSlot>inTransaction(handle -> offer(handle, id, round));
            if (slot != null) {
                round.away().give(slot);
            }
            return slot != null;
        } catch (RuntimeException e) {
            LOG.warn("no offer for waitlist entry {}: {}", id, e.toString());
            return false;
        }
    }

    /** Who has no offer that is still held. */
    private List<Long> without(Handle handle, long after) {
        return handle.createQuery("""
                        SELECT w.id FROM waitlist w WHERE w.id > :after AND w.state IN ('waiting', 'offered')
                          AND NOT EXISTS (SELECT FROM bookings o WHERE o.offered_for = w.id
                                          AND o.state = 'held' AND o.hold_expires_at > :now)
                        ORDER BY w.id LIMIT :limit
                        """)
                .bind("after", after)
                .bind("now", BookingStore.utc(clock.instant()))
                .bind("limit", BATCH)
                .mapTo(Long.class)
                .list();
    }

    private @Nullable FreeSlot offer(Handle handle, long id, Round round) {
        Waitlist.Entry entry = Waitlist.get(handle, id);
        if (!Waitlist.isUnserved(handle, entry, clock.instant())) {
            return null;
        }
        if (entry.offers() >= WaitlistHold.MOST_OFFERS || isPast(entry.wish())) {
            end(handle, entry);
            return null;
        }
        if (round.hopeless().contains(entry.wish())) {
            return null;
        }
        FreeSlot given = hold(handle, entry, round.away());
        if (given == null && DeclinedTimes.of(handle, entry).isEmpty()) {
            round.hopeless().add(entry.wish());
        }
        return given;
    }

    /** What is shown may be a second old: where all of it was taken meanwhile, it is read once more. */
    private @Nullable FreeSlot hold(Handle handle, Waitlist.Entry entry, GivenAway away) {
        List<FreeSlot> shown = candidates(handle, entry.wish());
        FreeSlot given = hold(handle, entry, shown, away);
        if (given == null && !shown.isEmpty()) {
            availability.forget();
            away.clear();
            given = hold(handle, entry, candidates(handle, entry.wish()), away);
        }
        return given;
    }

    private @Nullable FreeSlot hold(Handle handle, Waitlist.Entry entry, List<FreeSlot> shown, GivenAway away) {
        DeclinedTimes declined = DeclinedTimes.of(handle, entry);
        for (FreeSlot slot : shown.stream()
                .filter(each -> away.isLeft(each) && !declined.has(each.hall(), each.start()))
                .limit(TRIES)
                .toList()) {
            if (hold(handle, entry, slot)) {
                return slot;
            }
            away.refuse(slot);
        }
        return null;
    }

    private void end(Handle handle, Waitlist.Entry entry) {
        Waitlist.state(handle, entry.id(), "ended", clock.instant());
        Writes writes = Writes.in(handle);
        notices.waitedInVain(writes, entry.wish(), contacts.openWaiting(entry.id(), entry.contact()));
        writes.send();
    }

    private boolean isPast(Waitlist.Wish wish) {
        return wish.lastDay()
                .atStartOfDay(java.time.ZoneOffset.UTC)
                .plusDays(2)
                .toInstant()
                .isBefore(clock.instant());
    }

    /** The first first; who waits for a hall that is closed on all their days is shown the others, the nearest first. */
    private List<FreeSlot> candidates(Handle handle, Waitlist.Wish wish) {
        String hall = wish.hall();
        if (hall == null) {
            return elsewhere(wish, Comparator.comparing(FreeSlot::start));
        }
        if (isClosed(handle, hall, wish)) {
            return elsewhere(wish, Comparator.comparingDouble(slot -> places.metres(hall, slot.hall())));
        }
        return halls.find(hall)
                .map(each -> availability.of(each, wish.matters(), wish.firstDay(), wish.lastDay()))
                .map(shown -> suitable(shown, wish, Comparator.comparing(FreeSlot::start)))
                .orElse(List.of());
    }

    private boolean isClosed(Handle handle, String hall, Waitlist.Wish wish) {
        return places.find(hall).isEmpty()
                || halls.find(hall)
                        .map(each ->
                                availability.isClosed(handle, each, wish.matters(), wish.firstDay(), wish.lastDay()))
                        .orElse(true);
    }

    private List<FreeSlot> elsewhere(Waitlist.Wish wish, Comparator<FreeSlot> order) {
        return suitable(availability.earliestFrom(wish.matters(), wish.firstDay()), wish, order);
    }

    private List<FreeSlot> suitable(List<FreeSlot> shown, Waitlist.Wish wish, Comparator<FreeSlot> order) {
        return shown.stream()
                .filter(slot -> mayAct(slot, wish) && isWithin(slot, wish))
                .sorted(order)
                .toList();
    }

    private boolean mayAct(FreeSlot slot, Waitlist.Wish wish) {
        return eligible.mayAct(slot.hall(), slot.queue(), wish.matters(), wish.areas());
    }

    private boolean isWithin(FreeSlot slot, Waitlist.Wish wish) {
        LocalDate day = halls.find(slot.hall())
                .map(hall -> LocalDate.ofInstant(slot.start(), hall.settings().zoneId()))
                .orElse(LocalDate.MAX);
        return wish.holds(day);
    }

    private boolean hold(Handle handle, Waitlist.Entry entry, FreeSlot slot) {
        Optional<Hall.Queue> queue = halls.find(slot.hall()).flatMap(hall -> hall.findQueue(slot.queue()));
        if (queue.isEmpty()) {
            return false;
        }
        handle.savepoint("waitlist");
        try {
            holds.offer(handle, entry, slot, queue.get().code());
            handle.releaseSavepoint("waitlist");
            return true;
        } catch (AppointmentException e) {
            handle.rollbackToSavepoint("waitlist");
            return false;
        }
    }
}
