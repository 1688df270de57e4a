package org.servicemap.requests;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.storage.Database;

/**
 * Lets in whoever knows a number and its query code; for a part that was split off, the code of the whole does too. After some wrong codes
 * the number is locked for a while that doubles with every further one, up to about an hour; a right one, or a day without a lock, forgets
 * them. An unknown number and a wrong code answer alike.
 */
final class PetitionerAccess {
    private static final int FREE_TRIES = 5;
    private static final Duration FIRST_LOCK = Duration.ofMinutes(1);
    private static final int LONGEST = 6;

    /** Wrong tries are forgotten after this. */
    private static final Duration MEMORY = Duration.ofDays(1);

    private final Database database;
    private final RequestStore store;
    private final Intake intake;
    private final Followers followers;
    private final Clock clock;

    PetitionerAccess(Database database, RequestStore store, Intake intake, Followers followers, Clock clock) {
        this.followers = followers;
        this.database = database;
        this.store = store;
        this.intake = intake;
        this.clock = clock;
    }

    /** Who came in: with a follower's code, or the petitioner. */
    record Entered(long request, Followers.@Nullable Follower follower) {}

    /** The id of the petitioner's request; {@code wrong_query_code} or {@code too_many_query_codes}. */
    long enter(String typedNumber, String typedCode) {
        Entered entered = enterAny(typedNumber, typedCode);
        if (entered.follower() != null) {
            throw wrong();
        }
        return entered.request();
    }

    /** As {@link #enter}, also with the code of somebody who follows the request. */
    Entered enterAny(String typedNumber, String typedCode) {
        RequestNumber number = RequestNumber.parse(typedNumber).orElseThrow(PetitionerAccess::wrong);
        // counted on a connection of its own: a refusal rolls the caller's transaction back, not the count
        try (Handle handle = database.jdbi().open()) {
            checkLock(handle, number);
            Entered entered = QueryCode.parse(typedCode)
                    .flatMap(code -> entered(handle, number, code))
                    .orElseThrow(() -> failed(handle, number));
            handle.execute("DELETE FROM query_code_failures WHERE number = ?", number.digits());
            return entered;
        }
    }

    private Optional<Entered> entered(Handle handle, RequestNumber number, QueryCode code) {
        return store.findId(handle, number)
                .filter(id -> matches(handle, id, number, code))
                .map(id -> new Entered(id, null))
                .or(() -> followers
                        .find(handle, number, code)
                        .map(follower -> new Entered(follower.request(), follower)));
    }

    private boolean matches(Handle handle, long id, RequestNumber number, QueryCode code) {
        return MessageDigest.isEqual(store.codeHash(handle, id), intake.codeHash(number, code))
                || store.find(handle, id)
                        .filter(request -> Part.RELATION.equals(request.facts().text(Field.RELATION)))
                        .map(request -> request.facts().number(Field.PARENT))
                        .flatMap(whole -> store.find(handle, whole))
                        .filter(whole -> matches(handle, whole.id(), whole.number(), code))
                        .isPresent();
    }

    private void checkLock(Handle handle, RequestNumber number) {
        handle.createQuery("SELECT locked_until FROM query_code_failures WHERE number = :number")
                .bind("number", number.digits())
                .map((rs, context) -> rs.getObject(1, OffsetDateTime.class))
                .findOne()
                .filter(until -> until.toInstant().isAfter(clock.instant()))
                .ifPresent(until -> {
                    throw new RequestException(
                            RequestException.TOO_MANY_CODES,
                            "query_code",
                            "too many wrong codes: try again after " + until);
                });
    }

    private RequestException failed(Handle handle, RequestNumber number) {
        int failures = handle.createQuery("""
                        INSERT INTO query_code_failures (number, failures) VALUES (:number, 1)
                        ON CONFLICT (number) DO UPDATE SET failures =
                            CASE WHEN query_code_failures.locked_until < :forgotten THEN 1 ELSE query_code_failures.failures + 1 END
                        RETURNING failures
                        """)
                .bind("forgotten", clock.instant().minus(MEMORY).atOffset(ZoneOffset.UTC))
                .bind("number", number.digits())
                .mapTo(Integer.class)
                .one();
        if (failures >= FREE_TRIES) {
            Duration lock = FIRST_LOCK.multipliedBy(1L << Math.min(failures - FREE_TRIES, LONGEST));
            Instant until = clock.instant().plus(lock);
            handle.createUpdate("UPDATE query_code_failures SET locked_until = :until WHERE number = :number")
                    .bind("until", until.atOffset(ZoneOffset.UTC))
                    .bind("number", number.digits())
                    .execute();
        }
        return wrong();
    }

    private static RequestException wrong() {
        return new RequestException(
                RequestException.WRONG_CODE, "query_code", "number and query code do not go together");
    }
}
