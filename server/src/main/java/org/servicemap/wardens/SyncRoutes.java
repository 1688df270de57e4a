package org.servicemap.wardens;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.http.Sifted;
import org.servicemap.storage.Database;

/** The one call by which a phone sends what waited, and hears what is new. */
final class SyncRoutes implements RouteGroup {
    private static final RateLimit SENDING = RateLimit.perMinute("field_sync", 120);
    private static final int MOST_ITEMS = 50;

    private final Database database;
    private final Syncing syncing;
    private final FieldDay day;

    SyncRoutes(Database database, Syncing syncing, FieldDay day) {
        this.database = database;
        this.syncing = syncing;
        this.day = day;
    }

    @Override
    public String tag() {
        return "field";
    }

    @Override
    public String description() {
        return "Phones of wardens, and what they send";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post(HttpServer.API + "/field/sync", "syncField")
                .summary("Send what waited on a phone; each item is stored exactly once")
                .description(
                        "Each item in a transaction of its own, in order. The same key with the same content is answered"
                                + " again as repeated, with other content it is a conflict. Of what is refused nothing is stored:"
                                + " upload_missing wants its photos first, all else wants to be mended; an item that cannot be"
                                + " read is refused as well, and the others are taken. A call that fails as a whole"
                                + " is sent again: what it had taken is then repeated.")
                .body(SyncJson.FieldSyncBody.class, "Items")
                .roles(Role.WARDEN)
                .limit(SENDING)
                .fails(FieldErrors.OF_DEVICES)
                .fails(ErrorCode.UNAVAILABLE)
                .json(SyncJson.FieldSyncJson.class, "What became of them", this::sync));
    }

    private SyncJson.FieldSyncJson sync(Exchange exchange) {
        Caller caller = exchange.caller();
        Devices.device(caller);
        Sifted<SyncJson.FieldSyncBody> sifted =
                exchange.sifted(SyncJson.FieldSyncBody.class, "items", SyncJson.FieldItemBody.class, "key");
        SyncJson.FieldSyncBody body = sifted.body();
        if (body.items().size() + sifted.refused().size() > MOST_ITEMS) {
            throw ErrorCode.INVALID_FIELD.problem("at most " + MOST_ITEMS + " items in one call", "items");
        }
        Syncing.Taken taken = syncing.take(caller, body.sentAt().toInstant(), body.items());
        return database.inSnapshot(handle -> {
            FieldJson.FieldWorkJson work = day.work(handle, caller);
            return new SyncJson.FieldSyncJson(
                    time(taken.receivedAt()),
                    results(caller, sifted, taken.results()),
                    work.tag().equals(body.workTag()) ? null : work,
                    work.tag(),
                    day.baseTag(handle, caller));
        });
    }

    /** In the order in which the items were sent. */
    private List<SyncJson.FieldResultJson> results(
            Caller caller, Sifted<SyncJson.FieldSyncBody> sent, List<SyncResult> results) {
        List<SyncJson.FieldItemBody> items = sent.body().items();
        List<SyncJson.FieldResultJson> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            all.add(json(items.get(i).key(), results.get(i)));
        }
        for (Sifted.Refused refused : sent.refused()) {
            SyncResult result = SyncResult.refused(refused.code(), refused.field(), refused.detail());
            all.add(refused.at(), json(refused.name(), syncing.unread(caller, refused.name(), result)));
        }
        return all;
    }

    private SyncJson.FieldResultJson json(String key, SyncResult result) {
        Instant deadline = result.deadline();
        return new SyncJson.FieldResultJson(
                key,
                result.status(),
                result.code(),
                result.field(),
                result.detail(),
                result.number(),
                day.unit(result.unit()),
                deadline == null ? null : time(deadline),
                result.state(),
                result.outside(),
                result.exifDiffers());
    }

    private OffsetDateTime time(Instant instant) {
        ZoneId zone = day.zone();
        return instant.atZone(zone).toOffsetDateTime();
    }
}
