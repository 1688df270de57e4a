package org.servicemap.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.notifications.Outbox;
import org.servicemap.storage.Database;

/**
 * Gives up what the city no longer keeps, after the months of {@code requests.retention} in its pack; what has no limit there is
 * kept. Works in small transactions: a run that is killed is taken up by the next. Thread-safe.
 */
final class Retention {
    private static final int BATCH = 200;

    /** So long whoever opens an old link is still told that its time is over. */
    private static final Duration KEPT_LINKS = Duration.ofDays(90);

    private static final Duration KEPT_OPENINGS = Duration.ofDays(365);

    private final Database database;
    private final MonthStock months;
    private final CityRules rules;
    private final RequestStore store;
    private final SideStore side;
    private final Persons persons;
    private final Petitioners petitioners;
    private final CallStore calls;
    private final Outbox outbox;
    private final PersonalRecords beside;
    private final Clock clock;

    Retention(
            Database database,
            CityRules rules,
            RequestStore store,
            SideStore side,
            Persons persons,
            Petitioners petitioners,
            CallStore calls,
            Outbox outbox,
            PersonalRecords beside,
            Clock clock) {
        this.database = database;
        this.rules = rules;
        this.store = store;
        this.side = side;
        this.persons = persons;
        this.petitioners = petitioners;
        this.calls = calls;
        this.outbox = outbox;
        this.beside = beside;
        this.clock = clock;
        this.months = new MonthStock(database, store, clock);
    }

    /** What a run gave up. */
    record Done(int requests, int petitioners, int calls, int messages, int bookings, List<Integer> archived) {}

    Done run() {
        forgetUseless();
        Map<?, ?> limits = limits();
        Instant requests = before(limits.get("requests_months"));
        Instant called = before(limits.get("calls_months"));
        Instant told = before(limits.get("messages_months"));
        Instant booked = before(limits.get("bookings_months"));
        return new Done(
                requests == null ? 0 : eraseRequests(requests),
                requests == null ? 0 : erasePetitioners(requests),
                called == null ? 0 : database.inTransaction(handle -> calls.forgetBefore(handle, called)),
                told == null ? 0 : outbox.forget(told),
                booked == null ? 0 : eraseBookings(booked),
                limits.get("archive_months") instanceof Number kept ? months.putAway(kept.intValue()) : List.of());
    }

    private int eraseBookings(Instant before) {
        int erased = 0;
        int done;
        do {
            done = database.inTransaction(handle -> beside.forgetBefore(handle, before, BATCH));
            erased += done;
        } while (done >= BATCH);
        return erased;
    }

    /**
     * What serves nobody any more, whatever the city keeps: dispatches past taking back, links long past their end, what
     * second persons decided a year ago.
     */
    private void forgetUseless() {
        Instant now = clock.instant();
        Instant undone = now.minus(rules.current().process().undo());
        database.useTransaction(handle -> side.dropReplacedBefore(handle, undone));
        database.useTransaction(handle -> ContactOpenings.forgetBefore(handle, now.minus(KEPT_OPENINGS)));
        Instant ended = now.minus(KEPT_LINKS);
        int done;
        do {
            done = database.inTransaction(handle -> CallbackLinks.forgetBefore(handle, ended, BATCH));
        } while (done == BATCH);
    }

    private Map<?, ?> limits() {
        return rules.current().city().process().get("retention") instanceof Map<?, ?> block ? block : Map.of();
    }

    private @Nullable Instant before(@Nullable Object months) {
        return months instanceof Number number
                ? clock.instant()
                        .atZone(rules.current().zone())
                        .minusMonths(number.longValue())
                        .toInstant()
                : null;
    }

    private int eraseRequests(Instant before) {
        int last = Months.at(before.atOffset(ZoneOffset.UTC).toInstant());
        int erased = 0;
        for (int month : database.jdbi().withHandle(handle -> store.months(handle, last))) {
            int done;
            do {
                done = database.inTransaction(handle -> {
                    List<Long> ids = store.withWords(handle, month, before, BATCH);
                    ids.forEach(id -> persons.eraseRequest(handle, id));
                    return ids.size();
                });
                erased += done;
            } while (done == BATCH);
        }
        return erased;
    }

    private int erasePetitioners(Instant before) {
        int erased = 0;
        int done;
        do {
            done = database.inTransaction(handle -> {
                List<Long> ids = petitioners.past(handle, before, BATCH);
                petitioners.erase(handle, ids);
                return ids.size();
            });
            erased += done;
        } while (done == BATCH);
        return erased;
    }
}
