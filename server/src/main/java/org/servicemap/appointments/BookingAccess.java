package org.servicemap.appointments;

import java.security.MessageDigest;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.Secrets;
import org.servicemap.accounts.personal.PhoneNumber;
import org.servicemap.storage.Database;

/** How a booking is opened: by its token, by number and phone, by the hall's staff, by its account. Thread-safe. */
record BookingAccess(Database database, BookingStore store, Contacts contacts, Tries tries) {
    /** {@code unknown_booking}, also for a token of another booking. */
    Booking get(long id, String token) {
        return database.jdbi()
                .withHandle(handle -> store.find(handle, id))
                .filter(booking -> opens(booking, token))
                .orElseThrow(AppointmentException::unknownBooking);
    }

    private static boolean opens(Booking booking, String token) {
        byte[] hash = Secrets.hash(token);
        byte[] second = booking.secondHash();
        return MessageDigest.isEqual(hash, booking.tokenHash())
                || second != null && MessageDigest.isEqual(hash, second);
    }

    /** In the caller's transaction, until it ends. */
    Booking lock(Handle handle, long id, String token) {
        return store.lock(handle, id)
                .filter(booking -> opens(booking, token))
                .orElseThrow(AppointmentException::unknownBooking);
    }

    /**
     * Opens a booking by number and phone; answers it with a new token, which ends the one that was opened like this before.
     *
     * @throws AppointmentException {@code unknown_booking}, {@code too_many_tries}
     */
    Bookings.Held open(String number, String phone, String network) {
        // however it is written: else every way to write it could be tried
        String tried = BookingNumber.parse(number).map(BookingNumber::digits).orElse("unreadable " + network);
        tries.requireFree(tried, network);
        PhoneNumber called = contacts.phone(phone);
        String token = Secrets.token();
        Booking booking = database.inTransaction(handle -> {
            Booking found = BookingNumber.parse(number)
                    .flatMap(parsed -> store.findByNumber(handle, parsed))
                    .filter(each ->
                            each.person() != null && MessageDigest.isEqual(each.person(), contacts.index(called)))
                    .orElse(null);
            if (found != null) {
                handle.execute("UPDATE bookings SET second_hash = ? WHERE id = ?", Secrets.hash(token), found.id());
            }
            return found;
        });
        if (booking == null) {
            tries.count(tried, network);
            throw AppointmentException.unknownBooking();
        }
        return new Bookings.Held(booking, token, false);
    }

    /** Forgets the wrong tries that were counted for a kiosk; those of the numbers stay. */
    void forgive(String kiosk) {
        tries.forgive(kiosk);
    }

    /** Forgets wrong tries of days ago. */
    void sweep() {
        tries.sweep();
    }

    /** For the hall's own staff: {@code unknown_booking} for a number of another hall. */
    Booking ofHall(String hall, String number) {
        return database.jdbi()
                .withHandle(handle -> BookingNumber.parse(number).flatMap(parsed -> store.findByNumber(handle, parsed)))
                .filter(booking -> booking.hall().equals(hall))
                .orElseThrow(AppointmentException::unknownBooking);
    }

    List<Booking> ofAccount(long account, int limit) {
        return database.jdbi().withHandle(handle -> store.ofAccount(handle, account, limit));
    }
}
