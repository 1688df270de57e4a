package org.servicemap.requests;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.Secrets;
import org.servicemap.storage.Writes;

/**
 * Links by which a petitioner answers a callback once, without number and query code. A link carries 128 random bits; the database
 * keeps their hash only. A newer link of a request ends the older ones. Thread-safe.
 */
final class CallbackLinks {
    private static final int TOKEN_BYTES = 16;

    private final Clock clock;

    CallbackLinks(Clock clock) {
        this.clock = clock;
    }

    /** A new link's token, good until then. */
    String make(Writes writes, long request, Instant until) {
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.bytes(TOKEN_BYTES));
        OffsetDateTime now = SideStore.utc(clock.instant());
        writes.add(
                "UPDATE callback_links SET expires_at = ? WHERE request_id = ? AND used_at IS NULL AND expires_at > ?",
                now,
                request,
                now);
        writes.insert(
                "INSERT INTO callback_links (token_hash, request_id, expires_at)",
                "(?, ?, ?)",
                Secrets.hash(token),
                request,
                SideStore.utc(until));
        return token;
    }

    private record Link(long request, boolean used, Instant expiresAt) {}

    /**
     * The request that a link is about, whether it is still good or not.
     *
     * @throws RequestException {@code wrong_link}
     */
    long find(Handle handle, String token) {
        return handle.createQuery("SELECT request_id FROM callback_links WHERE token_hash = :hash")
                .bind("hash", Secrets.hash(token))
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(CallbackLinks::wrong);
    }

    /**
     * The request that a link is about; the link is locked until the transaction ends, so that of two uses at once one is the second.
     *
     * @throws RequestException {@code wrong_link}, {@code used_link}, {@code expired_link}
     */
    long open(Handle handle, String token) {
        Link link = handle.createQuery("""
                        SELECT request_id, used_at IS NOT NULL AS used, expires_at FROM callback_links
                        WHERE token_hash = :hash FOR UPDATE
                        """)
                .bind("hash", Secrets.hash(token))
                .map((rs, context) -> new Link(
                        rs.getLong("request_id"),
                        rs.getBoolean("used"),
                        rs.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .findOne()
                .orElseThrow(CallbackLinks::wrong);
        if (link.used()) {
            throw refused(RequestException.USED_LINK, "this link was used already");
        }
        if (!link.expiresAt().isAfter(clock.instant())) {
            throw expired();
        }
        return link.request();
    }

    /** As {@link #open}, and no second time. */
    long use(Handle handle, String token) {
        long request = open(handle, token);
        handle.createUpdate("UPDATE callback_links SET used_at = :now WHERE token_hash = :hash")
                .bind("now", SideStore.utc(clock.instant()))
                .bind("hash", Secrets.hash(token))
                .execute();
        return request;
    }

    private static RequestException wrong() {
        return refused(RequestException.WRONG_LINK, "there is no such link: check that it is whole");
    }

    static RequestException expired() {
        return refused(RequestException.EXPIRED_LINK, "this link is no longer good");
    }

    private static RequestException refused(String code, String message) {
        return new RequestException(code, "token", message);
    }

    /** Gives up what is kept of a request. */
    static void erase(Handle handle, long request) {
        handle.execute("DELETE FROM callback_links WHERE request_id = ?", request);
    }

    /** Forgets at most so many that ended before an instant; answers how many. */
    static int forgetBefore(Handle handle, Instant before, int limit) {
        return handle.createUpdate("""
                        DELETE FROM callback_links WHERE token_hash IN
                            (SELECT token_hash FROM callback_links WHERE expires_at < :before LIMIT :limit)
                        """)
                .bind("before", SideStore.utc(before))
                .bind("limit", limit)
                .execute();
    }
}
