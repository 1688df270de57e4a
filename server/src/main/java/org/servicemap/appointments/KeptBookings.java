package org.servicemap.appointments;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.accounts.personal.PhoneNumber;

/**
 * What bookings and waiting lists keep of a person, found by phone: looked at, copied and given up in the caller's transaction. That
 * somebody was booked, served or did not come stays, for the figures; who it was does not. Thread-safe.
 */
public final class KeptBookings {
    private static final String FORGET =
            "UPDATE bookings SET contact = NULL, person = NULL, account = NULL, caller = NULL, second_hash = NULL ";
    private static final String OPEN = "state IN ('held', 'confirmed', 'arrived')";

    /** By the blind indexes of phones. */
    private static final String THEIRS =
            " person IN (SELECT decode(each, 'hex') FROM unnest(CAST(:persons AS text[])) AS each) ";

    private final Contacts contacts;

    public KeptBookings(Keyset keys) {
        contacts = new Contacts(keys, () -> {
            throw new IllegalStateException("phones come normalised");
        });
    }

    private Object[] persons(Collection<String> phones) {
        return phones.stream()
                .map(phone -> HexFormat.of().formatHex(contacts.index(new PhoneNumber(phone))))
                .toArray();
    }

    /** How many bookings and entries of waiting lists there are. */
    public int count(Handle handle, Collection<String> phones) {
        return handle.createQuery("SELECT (SELECT count(*) FROM bookings WHERE" + THEIRS
                        + ") + (SELECT count(*) FROM waitlist WHERE" + THEIRS + ")")
                .bindArray("persons", String.class, persons(phones))
                .mapTo(Integer.class)
                .one();
    }

    /** Numbers of bookings that are still to come or on their way. */
    public List<String> open(Handle handle, Collection<String> phones) {
        return handle.createQuery("SELECT number FROM bookings WHERE" + THEIRS + "AND number IS NOT NULL AND " + OPEN
                        + " ORDER BY starts_at, id")
                .bindArray("persons", String.class, persons(phones))
                .mapTo(String.class)
                .list();
    }

    /** Each booking and waiting list entry with the contact that it holds. */
    public List<Map<String, Object>> copy(Handle handle, Collection<String> phones) {
        List<Map<String, Object>> copies = new ArrayList<>(handle.createQuery(
                        "SELECT id, number, state, hall, matters, starts_at, contact FROM bookings WHERE" + THEIRS
                                + "ORDER BY id")
                .bindArray("persons", String.class, persons(phones))
                .map((rs, context) -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("number", rs.getString("number"));
                    fields.put("state", rs.getString("state"));
                    fields.put("place", rs.getString("hall"));
                    fields.put(
                            "matters", List.of((String[]) rs.getArray("matters").getArray()));
                    fields.put(
                            "starts_at",
                            rs.getTimestamp("starts_at").toInstant().toString());
                    byte[] sealed = rs.getBytes("contact");
                    if (sealed != null) {
                        fields.put(
                                "contact",
                                contacts.open(rs.getLong("id"), sealed).toMap());
                    }
                    return fields;
                })
                .list());
        copies.addAll(handle.createQuery("SELECT * FROM waitlist WHERE" + THEIRS + "ORDER BY id")
                .bindArray("persons", String.class, persons(phones))
                .map((rs, context) -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("waiting", rs.getString("state"));
                    fields.put("place", rs.getString("hall"));
                    fields.put(
                            "matters", List.of((String[]) rs.getArray("matters").getArray()));
                    fields.put("first_day", rs.getString("first_day"));
                    fields.put("last_day", rs.getString("last_day"));
                    fields.put(
                            "contact",
                            contacts.openWaiting(rs.getLong("id"), rs.getBytes("contact"))
                                    .toMap());
                    return fields;
                })
                .list());
        return copies;
    }

    /** Forgets who it was; an entry of a waiting list goes as a whole. Answers how many there were. */
    public int erase(Handle handle, Collection<String> phones) {
        Object[] persons = persons(phones);
        int bookings = handle.createUpdate(FORGET + "WHERE" + THEIRS)
                .bindArray("persons", String.class, persons)
                .execute();
        handle.createUpdate("DELETE FROM booking_persons WHERE" + THEIRS)
                .bindArray("persons", String.class, persons)
                .execute();
        return bookings
                + handle.createUpdate("DELETE FROM waitlist WHERE" + THEIRS)
                        .bindArray("persons", String.class, persons)
                        .execute();
    }

    /** Forgets who it was of bookings and waits that ended before; at most so many of each, answers how many. */
    public int forgetBefore(Handle handle, Instant before, int limit) {
        int bookings = handle.createUpdate(FORGET
                        + "WHERE id IN (SELECT id FROM bookings WHERE starts_at < :before AND person IS NOT NULL AND NOT "
                        + OPEN + " LIMIT :limit)")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .execute();
        return bookings
                + handle.createUpdate("""
                                DELETE FROM waitlist WHERE id IN (SELECT id FROM waitlist
                                    WHERE last_day < CAST(:before AS date) AND state NOT IN ('waiting', 'offered') LIMIT :limit)
                                """)
                        .bind("before", before.atOffset(ZoneOffset.UTC))
                        .bind("limit", limit)
                        .execute();
    }
}
