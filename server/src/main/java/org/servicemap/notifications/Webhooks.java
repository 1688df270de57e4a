package org.servicemap.notifications;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.storage.Database;
import org.servicemap.storage.Writes;

/**
 * Systems of units that are told of events, each by a message of the outbox that its own secret signs. What is told carries no
 * personal data: whoever needs it asks the API, where it is guarded and audited. Thread-safe.
 */
public final class Webhooks {
    /** Every event. */
    public static final String ALL = "*";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SECRET_BYTES = 32;
    private static final long FRESH_NANOS = 1_000_000_000;

    private final Database database;
    private final Outbox outbox;
    private final PersonalCipher cipher;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable Known known;

    public Webhooks(Database database, Outbox outbox, PersonalCipher cipher, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.cipher = cipher;
        this.clock = clock;
    }

    private record Known(List<Subscription> subscriptions, long readAt) {}

    /** A new subscription; its secret is shown this once. */
    public record Created(Subscription subscription, String secret) {}

    /** Where a message goes and what signs it. */
    public record Target(String url, String secret) {}

    public Created subscribe(@Nullable String unit, String url, List<String> events, @Nullable Long createdBy) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Subscription made = new Subscription(database.nextId(), unit, url, events, createdBy, clock.instant());
        database.useTransaction(handle -> handle.createUpdate("""
                        INSERT INTO webhook_subscriptions (id, unit, url, events, secret, created_by, created_at)
                        VALUES (:id, :unit, :url, :events, :secret, :by, :at)
                        """)
                .bind("id", made.id())
                .bind("unit", unit)
                .bind("url", url)
                .bindArray("events", String.class, events.toArray())
                .bind("secret", cipher.seal(secret, context(made.id())))
                .bind("by", createdBy)
                .bind("at", made.createdAt())
                .execute());
        known = null;
        return new Created(made, secret);
    }

    private static String context(long id) {
        return "webhook.secret/" + id;
    }

    public List<Subscription> list() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT * FROM webhook_subscriptions ORDER BY id")
                        .map((rs, ctx) -> of(rs))
                        .list());
    }

    public Optional<Subscription> find(long id) {
        return list().stream().filter(each -> each.id() == id).findFirst();
    }

    /** Messages that wait for it will fail. */
    public void unsubscribe(long id) {
        database.useTransaction(handle -> handle.createUpdate("DELETE FROM webhook_subscriptions WHERE id = :id")
                .bind("id", id)
                .execute());
        known = null;
    }

    /** Empty when the subscription was taken away. */
    public Optional<Target> target(long id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT url, secret FROM webhook_subscriptions WHERE id = :id")
                        .bind("id", id)
                        .map((rs, ctx) ->
                                new Target(rs.getString("url"), cipher.open(rs.getBytes("secret"), context(id))))
                        .findOne());
    }

    /**
     * Tells every system that wants it, together with other writes. A subscription that another server took on or ended counts after
     * a second.
     *
     * @param event name: {@code request.dispatched}, {@code request.changed} …
     * @param units the unit that it concerns and those above it
     * @param data JSON values; no personal data
     * @return how many are told
     */
    public int publish(Writes writes, String event, Collection<String> units, Map<String, ?> data) {
        List<Long> wanting = known().stream()
                .filter(each -> each.unit() == null || units.contains(each.unit()))
                .filter(each -> each.events().contains(event) || each.events().contains(ALL))
                .map(Subscription::id)
                .toList();
        wanting.forEach(id -> tell(writes, id, event, data));
        return wanting.size();
    }

    /** All, as of a second ago at most: every step asks, and they hardly change. */
    private List<Subscription> known() {
        Known last = known;
        long now = System.nanoTime();
        if (last != null && now - last.readAt() < FRESH_NANOS) {
            return last.subscriptions();
        }
        List<Subscription> read = list();
        known = new Known(read, now);
        return read;
    }

    /** Sends one system an event of its own, wanted or not; the message's id. */
    public long tell(Handle handle, long subscription, String event, Map<String, ?> data) {
        Writes writes = Writes.in(handle);
        long id = tell(writes, subscription, event, data);
        writes.send();
        return id;
    }

    private long tell(Writes writes, long subscription, String event, Map<String, ?> data) {
        long id = outbox.nextId();
        return outbox.appendWebhook(writes, subscription, event, body(id, event, data), id);
    }

    private String body(long id, String event, Map<String, ?> data) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", Long.toString(id));
        body.put("event", event);
        body.put("at", clock.instant().toString());
        body.put("data", data);
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event's data are JSON values", e);
        }
    }

    private static Subscription of(ResultSet rs) throws SQLException {
        long by = rs.getLong("created_by");
        boolean none = rs.wasNull();
        return new Subscription(
                rs.getLong("id"),
                rs.getString("unit"),
                rs.getString("url"),
                Arrays.asList((String[]) rs.getArray("events").getArray()),
                none ? null : by,
                rs.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
