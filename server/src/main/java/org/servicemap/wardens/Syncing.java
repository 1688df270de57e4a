package org.servicemap.wardens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.servicemap.attachments.AttachmentException;
import org.servicemap.attachments.media.MediaException;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.requests.FieldRefusal;
import org.servicemap.requests.RequestException;
import org.servicemap.storage.Database;

/**
 * Takes what waited on a phone, item after item, each in a transaction of its own together with its key: an item is stored once, however
 * often it is sent and by however many calls at a time, and a call that breaks off leaves what it had taken. Thread-safe.
 */
final class Syncing {
    private final Database database;
    private final Uploads uploads;
    private final Map<String, SyncKind> kinds;
    private final Clock clock;

    /** @param kinds what items become, by the word that they come with */
    Syncing(Database database, Uploads uploads, Map<String, SyncKind> kinds, Clock clock) {
        this.database = database;
        this.uploads = uploads;
        this.kinds = Map.copyOf(kinds);
        this.clock = clock;
    }

    /** What became of the items, in their order. */
    record Taken(Instant receivedAt, List<SyncResult> results) {}

    Taken take(Caller caller, Instant sentAt, List<SyncJson.FieldItemBody> items) {
        Instant now = clock.instant();
        SyncItem.Arrival arrival = new SyncItem.Arrival(now, Duration.between(now, sentAt));
        List<SyncResult> results = new ArrayList<>();
        for (SyncJson.FieldItemBody item : items) {
            results.add(take(caller, item, arrival));
        }
        return new Taken(now, results);
    }

    private SyncResult take(Caller caller, SyncJson.FieldItemBody body, SyncItem.Arrival arrival) {
        try {
            return take(caller, SyncItem.of(body), arrival);
        } catch (SyncRefused e) {
            return SyncResult.refused(e.code(), e.field(), String.valueOf(e.getMessage()));
        }
    }

    private SyncResult take(Caller caller, SyncItem item, SyncItem.Arrival arrival) {
        try {
            return refusing(() -> fresh(caller, item, arrival));
        } catch (SyncRefused e) {
            // it may have been taken before, or by a faster call just now: then its photos are taken by itself
            return known(caller, item).orElseThrow(() -> e);
        }
    }

    private Optional<SyncResult> known(Caller caller, SyncItem item) {
        return database.jdbi()
                .withHandle(handle -> SyncStore.find(handle, SyncKind.account(caller), item.key()))
                .map(kept -> kept.answer(item));
    }

    /** What became of an item that cannot be read: refused, unless it was taken before, when it could be. */
    SyncResult unread(Caller caller, String key, SyncResult refused) {
        try {
            UUID known = UUID.fromString(key);
            return database.jdbi()
                    .withHandle(handle -> SyncStore.find(handle, SyncKind.account(caller), known))
                    .map(kept -> kept.result().again())
                    .orElse(refused);
        } catch (IllegalArgumentException e) {
            return refused;
        }
    }

    private SyncResult fresh(Caller caller, SyncItem item, SyncItem.Arrival arrival) {
        SyncKind kind = kinds.get(item.kind());
        if (kind == null) {
            throw SyncRefused.field("kind", "an item is one of report, visit, task");
        }
        long account = SyncKind.account(caller);
        SyncPhotos photos = SyncPhotos.of(uploads, account, kind.photos(item));
        return database.inTransaction(handle -> {
            SyncStore.lock(handle, account, item.key());
            Optional<SyncStore.Kept> kept = SyncStore.find(handle, account, item.key());
            if (kept.isPresent()) {
                return kept.get().answer(item);
            }
            SyncResult result = kind.take(handle, caller, item, photos, arrival);
            SyncStore.insert(handle, account, caller.device(), item, result, arrival.at());
            return result;
        });
    }

    /** What an item is refused for; all else breaks the call off, to be sent again. */
    private static SyncResult refusing(Supplier<SyncResult> work) {
        try {
            return work.get();
        } catch (FieldRefusal e) {
            throw refused(e.code(), e.field(), e);
        } catch (RequestException e) {
            throw refused(e.code(), e.field(), e);
        } catch (MediaException e) {
            throw new SyncRefused(e.code(), "photos", String.valueOf(e.getMessage()));
        } catch (AttachmentException e) {
            throw ErrorCode.UNAVAILABLE.problem("photos cannot be kept now").retryAfter(10);
        }
    }

    private static RuntimeException refused(
            String code, @org.jspecify.annotations.Nullable String field, RuntimeException e) {
        return code.equals("areas_changing")
                ? ErrorCode.UNAVAILABLE.problem(String.valueOf(e.getMessage())).retryAfter(1)
                : new SyncRefused(code, field, String.valueOf(e.getMessage()));
    }
}
