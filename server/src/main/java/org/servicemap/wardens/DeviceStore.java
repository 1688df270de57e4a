package org.servicemap.wardens;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The SQL of phones and of the links by which they are enrolled. */
final class DeviceStore {
    private DeviceStore() {}

    /** A phone. */
    record Device(
            long id,
            long account,
            String name,
            Instant enrolledAt,
            @Nullable Instant seenAt,
            @Nullable Instant signedOutAt,
            @Nullable Instant revokedAt,
            @Nullable Instant toldAt) {}

    /** A phone with the account that it stands for. */
    record Bearer(
            long device,
            boolean revoked,
            boolean told,
            boolean signedOut,
            long account,
            String name,
            boolean locked,
            Set<String> roles,
            @Nullable String unit,
            @Nullable String areaLevel,
            @Nullable String area) {}

    /** A link. */
    record Enrolment(long account, boolean used, boolean expired) {}

    static void invite(Handle handle, byte[] hash, long account, long by, Instant at, Duration life) {
        handle.createUpdate("""
                        INSERT INTO device_enrolments (token_hash, account, created_by, created_at, expires_at)
                        VALUES (:hash, :account, :by, :at, :until)
                        """)
                .bind("hash", hash)
                .bind("account", account)
                .bind("by", by)
                .bind("at", at)
                .bind("until", at.plus(life))
                .execute();
    }

    /** Links of an account that enrolled no phone yet are over. */
    static void voidUnused(Handle handle, long account, Instant now) {
        handle.createUpdate("""
                        UPDATE device_enrolments SET expires_at = :now
                        WHERE account = :account AND used_at IS NULL AND expires_at > :now
                        """).bind("account", account).bind("now", now).execute();
    }

    /** How many phones each has that are neither revoked nor signed out. */
    static Map<Long, Integer> inUse(Handle handle, Collection<Long> accounts) {
        Map<Long, Integer> phones = new HashMap<>();
        handle.createQuery("""
                        SELECT account, count(*) AS phones FROM field_devices
                        WHERE account = ANY(:accounts) AND revoked_at IS NULL AND signed_out_at IS NULL GROUP BY account
                        """)
                .bindArray("accounts", Long.class, accounts.toArray())
                .map((row, context) -> phones.put(row.getLong("account"), row.getInt("phones")))
                .list();
        return phones;
    }

    /** Locked until the transaction ends. */
    static Optional<Enrolment> enrolment(Handle handle, byte[] hash, Instant now) {
        return handle.createQuery("""
                        SELECT account, used_at IS NOT NULL AS used, expires_at <= :now AS expired
                        FROM device_enrolments WHERE token_hash = :hash FOR UPDATE
                        """)
                .bind("hash", hash)
                .bind("now", now)
                .map((row, context) ->
                        new Enrolment(row.getLong("account"), row.getBoolean("used"), row.getBoolean("expired")))
                .findOne();
    }

    static void use(Handle handle, byte[] hash, Instant now) {
        handle.createUpdate("UPDATE device_enrolments SET used_at = :now WHERE token_hash = :hash")
                .bind("hash", hash)
                .bind("now", now)
                .execute();
    }

    static void insert(Handle handle, long id, long account, byte[] hash, String name, Instant now) {
        handle.createUpdate("""
                        INSERT INTO field_devices (id, account, token_hash, name, enrolled_at, seen_at)
                        VALUES (:id, :account, :hash, :name, :now, :now)
                        """)
                .bind("id", id)
                .bind("account", account)
                .bind("hash", hash)
                .bind("name", name)
                .bind("now", now)
                .execute();
    }

    static Optional<Bearer> bearer(Handle handle, byte[] hash) {
        return handle.createQuery("""
                        SELECT d.id AS device, d.revoked_at IS NOT NULL AS revoked, d.told_at IS NOT NULL AS told,
                               d.signed_out_at IS NOT NULL AS signed_out, a.id, a.name, a.locked, a.roles, a.unit,
                               a.area_level, a.area
                        FROM field_devices d JOIN accounts a ON a.id = d.account WHERE d.token_hash = :hash
                        """)
                .bind("hash", hash)
                .map((row, context) -> bearer(row))
                .findOne();
    }

    private static Bearer bearer(ResultSet row) throws SQLException {
        return new Bearer(
                row.getLong("device"),
                row.getBoolean("revoked"),
                row.getBoolean("told"),
                row.getBoolean("signed_out"),
                row.getLong("id"),
                row.getString("name"),
                row.getBoolean("locked"),
                Set.of((String[]) row.getArray("roles").getArray()),
                row.getString("unit"),
                row.getString("area_level"),
                row.getString("area"));
    }

    /** Once a minute is enough. */
    static void seen(Handle handle, long device) {
        handle.createUpdate("""
                        UPDATE field_devices SET seen_at = clock_timestamp()
                        WHERE id = :id AND (seen_at IS NULL OR seen_at < clock_timestamp() - interval '1 minute')
                        """).bind("id", device).execute();
    }

    static void told(Handle handle, long device) {
        handle.createUpdate("UPDATE field_devices SET told_at = clock_timestamp() WHERE id = :id AND told_at IS NULL")
                .bind("id", device)
                .execute();
    }

    static void signOut(Handle handle, long device) {
        handle.createUpdate("""
                        UPDATE field_devices SET signed_out_at = clock_timestamp()
                        WHERE id = :id AND signed_out_at IS NULL
                        """).bind("id", device).execute();
    }

    /** False when it was revoked before. */
    static boolean revoke(Handle handle, long device, long by) {
        return handle.createUpdate("""
                        UPDATE field_devices SET revoked_at = clock_timestamp(), revoked_by = :by
                        WHERE id = :id AND revoked_at IS NULL
                        """).bind("id", device).bind("by", by).execute() == 1;
    }

    static Optional<Device> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM field_devices WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> device(row))
                .findOne();
    }

    /** The newest first. */
    static List<Device> of(Handle handle, long account) {
        return handle.createQuery("SELECT * FROM field_devices WHERE account = :account ORDER BY id DESC")
                .bind("account", account)
                .map((row, context) -> device(row))
                .list();
    }

    private static Device device(ResultSet row) throws SQLException {
        return new Device(
                row.getLong("id"),
                row.getLong("account"),
                row.getString("name"),
                row.getObject("enrolled_at", OffsetDateTime.class).toInstant(),
                instant(row, "seen_at"),
                instant(row, "signed_out_at"),
                instant(row, "revoked_at"),
                instant(row, "told_at"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Links that nobody can use any more. */
    static int sweep(Handle handle, Instant before) {
        return handle.createUpdate("DELETE FROM device_enrolments WHERE expires_at < :before")
                .bind("before", before)
                .execute();
    }
}
