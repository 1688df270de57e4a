package org.servicemap.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.BlindIndex;
import org.servicemap.http.ErrorCode;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.storage.Database;
import org.servicemap.units.CategoryTree;

/**
 * Citizens who follow a published request of somebody else. They get a query code of their own for its number, see of it what the
 * public sees, and are told when it moves on where they left a contact, which is sealed like a petitioner's. They are no
 * petitioners of it: they neither evaluate nor count. Thread-safe.
 */
final class Followers {
    private static final Set<State> OVER = EnumSet.of(State.ANSWERED, State.DIVERTED, State.CLOSED, State.WITHDRAWN);

    /** As many requests as one contact can be made to follow in a day: nobody is flooded with messages by another's hand. */
    private static final int A_DAY = 20;

    private final Database database;
    private final RequestStore store;
    private final Petitioners petitioners;
    private final BlindIndex index;
    private final CityNames names;
    private final Clock clock;

    Followers(
            Database database,
            RequestStore store,
            Petitioners petitioners,
            BlindIndex index,
            CityNames names,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.petitioners = petitioners;
        this.index = index;
        this.names = names;
        this.clock = clock;
    }

    /** Somebody to tell: a petitioner's row and the language to use. */
    record Told(long petitioner, String language) {}

    /** A follower as let in by number and code. */
    record Follower(long id, long request) {}

    /**
     * Follows a request.
     *
     * @param contact one phone number or one mailbox; null to be told nothing
     * @return the follower's query code
     * @throws RequestException {@code unknown_request} also for those that are not published
     */
    QueryCode follow(RequestNumber number, @Nullable Contact contact, String language) {
        return database.inTransaction(handle -> {
            Request request = published(handle, number);
            if (OVER.contains(request.facts().state())) {
                throw RequestErrors.WRONG_STATE.problem("nothing more will happen to this request", "number");
            }
            Long petitioner = contact == null ? null : petitioners.keep(handle, contact, null);
            if (petitioner != null) {
                requireFew(handle, petitioner);
            }
            QueryCode code = QueryCode.random();
            insert(handle, request, hash(number, code), petitioner, language);
            return code;
        });
    }

    private Request published(Handle handle, RequestNumber number) {
        return store.findId(handle, number)
                .flatMap(id -> store.find(handle, id))
                .filter(request -> isPublished(request.facts()))
                .orElseThrow(() -> Requests.unknown(number.digits()));
    }

    /** As the list of what is near says it. */
    boolean isPublished(Facts facts) {
        CategoryTree tree = names.units().categories();
        String category = facts.text(Field.CATEGORY);
        return category != null && !facts.flag(Field.SENSITIVE) && PublicRequests.publishesPoints(tree, category);
    }

    private void requireFew(Handle handle, long petitioner) {
        Instant since = clock.instant().minus(Duration.ofDays(1));
        int today = handle.createQuery(
                        "SELECT count(*) FROM request_followers WHERE petitioner = :petitioner AND since > :since")
                .bind("petitioner", petitioner)
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .mapTo(Integer.class)
                .one();
        if (today >= A_DAY) {
            throw ErrorCode.TOO_MANY_REQUESTS
                    .problem("this contact follows enough for today")
                    .retryAfter(3600);
        }
    }

    private byte[] hash(RequestNumber number, QueryCode code) {
        return index.of("follow_code", number.digits() + code.characters());
    }

    private void insert(Handle handle, Request request, byte[] hash, @Nullable Long petitioner, String language) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        handle.createUpdate("""
                        INSERT INTO request_followers (id, month, request_id, code_hash, petitioner, language, since)
                        VALUES (:id, :month, :request, :hash, :petitioner, :language, :now)
                        """)
                .bind("id", database.nextId())
                .bind("month", request.month())
                .bind("request", request.id())
                .bind("hash", hash)
                .bind("petitioner", petitioner)
                .bind("language", language)
                .bind("now", now)
                .execute();
    }

    /** Who has this code for this number. */
    Optional<Follower> find(Handle handle, RequestNumber number, QueryCode code) {
        return handle.createQuery("SELECT id, request_id FROM request_followers WHERE code_hash = :hash")
                .bind("hash", hash(number, code))
                .map((rs, context) -> new Follower(rs.getLong("id"), rs.getLong("request_id")))
                .findOne();
    }

    /** Follows no more, under none of the codes that the same contact was given for this request. */
    void stop(Follower follower) {
        database.useTransaction(
                handle -> handle.createUpdate("""
                        DELETE FROM request_followers f USING request_followers own
                        WHERE own.id = :id AND f.request_id = own.request_id
                            AND (f.id = own.id OR f.petitioner = own.petitioner)
                        """).bind("id", follower.id()).execute());
    }

    /** Each contact once, however often it follows. */
    List<Told> toTell(Handle handle, long request) {
        return handle.createQuery("""
                        SELECT DISTINCT ON (petitioner) petitioner, language FROM request_followers
                        WHERE request_id = :request AND petitioner IS NOT NULL ORDER BY petitioner, id DESC
                        """)
                .bind("request", request)
                .map((rs, context) -> new Told(rs.getLong("petitioner"), rs.getString("language")))
                .list();
    }
}
