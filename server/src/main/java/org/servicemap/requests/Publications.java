package org.servicemap.requests;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Audit;
import org.servicemap.attachments.Attachments;
import org.servicemap.http.Caller;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.storage.Database;

/**
 * Reviewed words and photos for the public. Nothing that a petitioner wrote is public by itself: a person writes or checks the
 * words, and only for categories whose policy publishes points. Thread-safe.
 */
final class Publications {
    private final Database database;
    private final Desk desk;
    private final RequestFiles files;
    private final CityNames names;

    Publications(Database database, Desk desk, RequestFiles files, CityNames names) {
        this.database = database;
        this.desk = desk;
        this.files = files;
        this.names = names;
    }

    /** A request's publication, if it has one, and whether it may have one. */
    record Found(boolean publishable, @Nullable Publication publication) {}

    Found find(Caller caller, RequestNumber number) {
        return database.inSnapshot(handle -> {
            Request request = reviewed(handle, caller, number);
            return new Found(
                    isPublishable(request.facts()), read(handle, request.id()).orElse(null));
        });
    }

    private Request reviewed(Handle handle, Caller caller, RequestNumber number) {
        Request request = desk.seen(handle, caller, number);
        if (!desk.seesAll(caller, request.facts())) {
            throw Requests.unknown(number.digits());
        }
        return request;
    }

    private boolean isPublishable(Facts facts) {
        String category = facts.text(Field.CATEGORY);
        return category != null
                && !facts.flag(Field.SENSITIVE)
                && PublicRequests.publishesPoints(names.units().categories(), category);
    }

    Found publish(Caller caller, RequestNumber number, String text, @Nullable String reply, List<Long> photos) {
        return database.inTransaction(handle -> {
            Request request = reviewed(handle, caller, number);
            if (!isPublishable(request.facts())) {
                throw RequestErrors.UNPUBLISHED.problem("requests of this category are not published");
            }
            requireOwn(handle, request, photos);
            write(handle, request.id(), text, reply, Objects.requireNonNull(caller.account()));
            writePhotos(handle, request.id(), photos);
            Audit.record(handle, caller, "request_published", "request:" + number.digits(), null);
            return new Found(true, read(handle, request.id()).orElseThrow());
        });
    }

    private void requireOwn(Handle handle, Request request, List<Long> photos) {
        List<Long> own = files.of(handle, request.id(), List.of(RequestFiles.FILED, RequestFiles.PROOF)).stream()
                .filter(item -> item.ref().type().startsWith("image/"))
                .map(item -> item.ref().id())
                .toList();
        if (!own.containsAll(photos)) {
            throw new RequestException(
                    RequestException.BAD_FIELD,
                    "photos",
                    "only pictures of the request and of its reply are published");
        }
    }

    void withdraw(Caller caller, RequestNumber number) {
        database.useTransaction(handle -> {
            Request request = reviewed(handle, caller, number);
            erase(handle, request.id());
            Audit.record(handle, caller, "request_unpublished", "request:" + number.digits(), null);
        });
    }

    /** Takes back what was published of a request. */
    static void erase(Handle handle, long request) {
        for (String table : List.of("published_photos", "published_texts")) {
            handle.createUpdate("DELETE FROM " + table + " WHERE month = :month AND request_id = :id")
                    .bind("month", Months.of(request))
                    .bind("id", request)
                    .execute();
        }
    }

    private static void write(Handle handle, long request, String text, @Nullable String reply, long account) {
        handle.createUpdate("""
                        INSERT INTO published_texts (month, request_id, text, reply, reviewed_by)
                        VALUES (:month, :id, :text, :reply, :account)
                        ON CONFLICT (month, request_id) DO UPDATE SET text = :text, reply = :reply, reviewed_by = :account,
                            reviewed_at = clock_timestamp()
                        """)
                .bind("month", Months.of(request))
                .bind("id", request)
                .bind("text", text)
                .bind("reply", reply)
                .bind("account", account)
                .execute();
    }

    private static void writePhotos(Handle handle, long request, List<Long> photos) {
        handle.createUpdate("DELETE FROM published_photos WHERE month = :month AND request_id = :id")
                .bind("month", Months.of(request))
                .bind("id", request)
                .execute();
        for (Long photo : photos) {
            handle.createUpdate(
                            "INSERT INTO published_photos (month, request_id, attachment) VALUES (:month, :id, :photo)")
                    .bind("month", Months.of(request))
                    .bind("id", request)
                    .bind("photo", photo)
                    .execute();
        }
    }

    private static Optional<Publication> read(Handle handle, long request) {
        return handle.createQuery("""
                        SELECT text, reply, reviewed_by, reviewed_at FROM published_texts
                        WHERE month = :month AND request_id = :id
                        """)
                .bind("month", Months.of(request))
                .bind("id", request)
                .map((rs, context) -> new Publication(
                        rs.getString("text"),
                        rs.getString("reply"),
                        photos(handle, request),
                        rs.getLong("reviewed_by"),
                        Objects.requireNonNull(RequestStore.instant(rs, "reviewed_at"))))
                .findOne();
    }

    private static List<Long> photos(Handle handle, long request) {
        return handle.createQuery("""
                        SELECT attachment FROM published_photos WHERE month = :month AND request_id = :id ORDER BY attachment
                        """)
                .bind("month", Months.of(request))
                .bind("id", request)
                .mapTo(Long.class)
                .list();
    }

    /** A published photo of a request that is still published; {@code unknown_request} for all others. */
    Attachments.Content photo(RequestNumber number, long id) {
        boolean published = database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT r.category, r.sensitive FROM requests r
                        JOIN published_photos p ON p.month = r.month AND p.request_id = r.id
                        WHERE r.number = :number AND r.month = ANY(:months) AND p.attachment = :photo
                        """)
                        .bind("number", number.digits())
                        .bindArray("months", Integer.class, RequestStore.months(number))
                        .bind("photo", id)
                        .map((rs, context) -> isPublishable(Facts.builder()
                                .set(Field.CATEGORY, rs.getString("category"))
                                .set(Field.SENSITIVE, rs.getObject("sensitive", Boolean.class))
                                .build()))
                        .findOne()
                        .orElse(false));
        if (!published) {
            throw Requests.unknown(number.digits());
        }
        return files.open(id);
    }
}
