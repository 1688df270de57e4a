package org.servicemap.appointments;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Secrets;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.storage.Writes;

/** All SQL of bookings and their events; seats are {@link Seats}', who loses theirs {@link AffectedStore}'s, limits {@link BookingLimits}'. */
final class BookingStore {
    static final String SELECT = """
            SELECT id, number, token_hash, second_hash, state, source, hall, queue, quota, matters, starts_at, ends_at, hold_expires_at,
                   extensions, caller, account, contact, person, areas::text AS areas, area_version, offered_for, affected
            FROM bookings
            """;

    void insert(Writes writes, Booking booking, Instant now) {
        writes.insert(
                """
                INSERT INTO bookings (id, number, token_hash, state, source, hall, queue, quota, matters, starts_at, ends_at,
                    hold_expires_at, extensions, caller, account, contact, person, areas, area_version, offered_for, updated_at)""",
                "(?, ?, ?, ?, ?, ?, ?, ?, string_to_array(?, ' '), ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS jsonb), ?, ?, ?)",
                booking.id(),
                booking.number(),
                booking.tokenHash(),
                booking.state().word(),
                booking.source(),
                booking.hall(),
                booking.queue(),
                booking.quota().word(),
                String.join(" ", booking.matters()),
                booking.start(),
                booking.end(),
                booking.holdExpiresAt(),
                booking.extensions(),
                booking.caller(),
                booking.account(),
                booking.contact(),
                booking.person(),
                Texts.json(booking.areas()),
                booking.areaVersion(),
                booking.offeredFor(),
                now);
    }

    Optional<Booking> find(Handle handle, long id) {
        return one(handle, SELECT + "WHERE id = :id", id);
    }

    /** Locked until the transaction ends: before any slot is. */
    Optional<Booking> lock(Handle handle, long id) {
        return one(handle, SELECT + "WHERE id = :id FOR UPDATE", id);
    }

    private static Optional<Booking> one(Handle handle, String sql, long id) {
        return handle.createQuery(sql)
                .bind("id", id)
                .map((rs, context) -> booking(rs))
                .findOne();
    }

    Optional<Booking> findByNumber(Handle handle, BookingNumber number) {
        return handle.createQuery(SELECT + "WHERE number = :number")
                .bind("number", number.digits())
                .map((rs, context) -> booking(rs))
                .findOne();
    }

    /**
     * Bookings whose time ended before an instant and whose end nobody recorded, locked.
     *
     * @param counted whether the hall kept tickets on that day: then who has none did not come
     */
    record Past(Booking booking, boolean counted) {}

    List<Past> lockPast(Handle handle, Instant before, int limit) {
        return handle.createQuery("""
                        SELECT b.id, b.number, b.token_hash, b.second_hash, b.state, b.source, b.hall, b.queue, b.quota, b.matters,
                               b.starts_at, b.ends_at, b.hold_expires_at, b.extensions, b.caller, b.account, b.contact, b.person,
                               b.areas::text AS areas, b.area_version, b.offered_for, b.affected,
                               EXISTS (SELECT FROM hall_tickets t WHERE t.hall = b.hall
                                       AND t.day = CAST(b.starts_at AT TIME ZONE h.zone AS date)) AS counted
                        FROM bookings b JOIN halls h ON h.place = b.hall
                        WHERE b.state IN ('confirmed', 'arrived') AND b.ends_at < :before
                        ORDER BY b.id LIMIT :limit FOR UPDATE OF b SKIP LOCKED
                        """)
                .bind("before", utc(before))
                .bind("limit", limit)
                .map((rs, context) -> new Past(booking(rs), rs.getBoolean("counted")))
                .list();
    }

    /** Whose visit begins between these, and who has not been reminded; locked, those aside that another server has. */
    List<Booking> lockToRemind(Handle handle, Instant from, Instant until, int limit) {
        return handle.createQuery(SELECT
                        + "WHERE state = 'confirmed' AND reminded_at IS NULL AND affected IS NULL AND starts_at > :from"
                        + " AND starts_at <= :until ORDER BY starts_at LIMIT :limit FOR UPDATE SKIP LOCKED")
                .bind("from", utc(from))
                .bind("until", utc(until))
                .bind("limit", limit)
                .map((rs, context) -> booking(rs))
                .list();
    }

    /** Those of an account that were confirmed, the newest first. */
    List<Booking> ofAccount(Handle handle, long account, int limit) {
        return handle.createQuery(SELECT + "WHERE account = :account AND number IS NOT NULL AND source = 'citizen'"
                        + " ORDER BY id DESC LIMIT :limit")
                .bind("account", account)
                .bind("limit", limit)
                .map((rs, context) -> booking(rs))
                .list();
    }

    /** Those of a person that were confirmed and begin after an instant, the latest first. */
    List<Booking> ofPerson(Handle handle, byte[] person, Instant since, int limit) {
        return handle.createQuery(SELECT + "WHERE person = :person AND number IS NOT NULL AND starts_at > :since"
                        + " ORDER BY starts_at DESC, id LIMIT :limit")
                .bind("person", person)
                .bind("since", utc(since))
                .bind("limit", limit)
                .map((rs, context) -> booking(rs))
                .list();
    }

    /** The confirmed bookings of a hall that start within a stretch of time. */
    List<Booking> ofHall(Handle handle, String hall, Instant from, Instant until) {
        return handle.createQuery(SELECT + "WHERE hall = :hall AND number IS NOT NULL AND starts_at >= :from"
                        + " AND starts_at < :until ORDER BY starts_at, id")
                .bind("hall", hall)
                .bind("from", utc(from))
                .bind("until", utc(until))
                .map((rs, context) -> booking(rs))
                .list();
    }

    List<Booking> list(Handle handle, Collection<Long> ids) {
        return handle.createQuery(SELECT + "WHERE id = ANY (:ids) ORDER BY id")
                .bindArray("ids", Long.class, ids.toArray())
                .map((rs, context) -> booking(rs))
                .list();
    }

    static Booking booking(ResultSet rs) throws SQLException {
        Array matters = rs.getArray("matters");
        return new Booking(
                rs.getLong("id"),
                rs.getString("number"),
                rs.getBytes("token_hash"),
                rs.getBytes("second_hash"),
                BookingState.of(rs.getString("state")),
                rs.getString("source"),
                rs.getString("hall"),
                rs.getLong("queue"),
                Quota.of(rs.getString("quota")),
                List.of((String[]) matters.getArray()),
                instant(rs, "starts_at"),
                instant(rs, "ends_at"),
                find(rs, "hold_expires_at"),
                rs.getInt("extensions"),
                rs.getBytes("caller"),
                number(rs, "account"),
                rs.getBytes("contact"),
                rs.getBytes("person"),
                Texts.map(rs.getString("areas")),
                number(rs, "area_version"),
                number(rs, "offered_for"),
                rs.getString("affected"));
    }

    static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant find(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Long number(ResultSet rs, String column) throws SQLException {
        long value = rs.getLong(column);
        return rs.wasNull() ? null : value;
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    void event(Writes writes, long booking, Instant at, String kind, String by, Map<String, String> facts) {
        writes.insert(
                "INSERT INTO booking_events (booking, at, kind, by, facts)",
                "(?, ?, ?, ?, CAST(? AS jsonb))",
                booking,
                at,
                kind,
                by,
                Texts.json(facts));
    }

    void state(Writes writes, long booking, BookingState state, Instant now) {
        writes.add(
                "UPDATE bookings SET state = ?, caller = NULL, updated_at = ? WHERE id = ?",
                state.word(),
                now,
                booking);
    }

    void confirm(
            Writes writes,
            long booking,
            BookingNumber number,
            byte[] contact,
            byte[] person,
            @Nullable Instant reminded,
            Instant now) {
        writes.add("""
                UPDATE bookings SET state = 'confirmed', number = ?, contact = ?, person = ?, hold_expires_at = NULL,
                    caller = NULL, reminded_at = CAST(? AS timestamptz), updated_at = ?
                WHERE id = ?""", number.digits(), contact, person, reminded, now, booking);
    }

    void extend(Writes writes, long booking, Instant until, byte @Nullable [] caller, Instant now) {
        writes.add("""
                UPDATE bookings SET state = 'held', hold_expires_at = greatest(hold_expires_at, ?), extensions = extensions + 1,
                    caller = ?, updated_at = ?
                WHERE id = ?""", until, caller, now, booking);
    }

    void move(Writes writes, long booking, String hall, Run run, Quota quota, Instant now) {
        writes.add(
                """
                UPDATE bookings SET hall = ?, queue = ?, quota = ?, starts_at = ?, ends_at = ?, affected = NULL,
                    reminded_at = CAST(? AS timestamptz), updated_at = ? WHERE id = ?""",
                hall,
                run.queue(),
                quota.word(),
                run.start(),
                run.end(),
                Reminders.knownFrom(run.start(), now),
                now,
                booking);
    }

    /** A booking is from now on where and when an offer was. */
    void takeOver(Writes writes, long booking, Booking offer, Instant now) {
        writes.add(
                """
                UPDATE bookings SET hall = ?, queue = ?, quota = ?, starts_at = ?, ends_at = ?, affected = NULL,
                    reminded_at = CAST(? AS timestamptz), updated_at = ? WHERE id = ?""",
                offer.hall(),
                offer.queue(),
                offer.quota().word(),
                offer.start(),
                offer.end(),
                Reminders.knownFrom(offer.start(), now),
                now,
                booking);
    }

    BookingNumber nextNumber(Handle handle) {
        return BookingNumber.of(handle.createQuery("SELECT nextval('booking_numbers')")
                .mapTo(Long.class)
                .one());
    }

    /** Beside the booking's own token; ends the one that it was opened with besides before. */
    void openAlsoWith(Writes writes, long booking, String token) {
        writes.add("UPDATE bookings SET second_hash = ? WHERE id = ?", Secrets.hash(token), booking);
    }

    /** A visit that is over, with its event; at once. */
    void end(Handle handle, Booking booking, BookingState state, String by, Instant now) {
        Writes writes = Writes.in(handle);
        state(writes, booking.id(), state, now);
        event(writes, booking.id(), now, state.word(), by, Map.of());
        writes.send();
    }
}
