package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.Secrets;
import org.servicemap.accounts.personal.PhoneNumber;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;

/**
 * Opening bookings without their token: by the citizen's own account, or by an operator for who calls, in the halls that are the
 * operator's. Every opening is audited in its own transaction, and answers a token that ends the one with which the booking was opened
 * besides before. Thread-safe.
 */
record OwnBookings(
        Database database, BookingStore store, Contacts contacts, CallingPhones calls, HallScope scope, Clock clock) {
    private static final Duration REMEMBERED = Duration.ofDays(90);
    private static final int MOST = 50;

    /** {@code unknown_booking} for one that was confirmed with another account. */
    Bookings.Held openOwn(long id, Caller caller, String address) {
        return open(
                id,
                caller,
                address,
                null,
                booking -> booking.source().equals("citizen") && Objects.equals(booking.account(), caller.account()));
    }

    /**
     * Those of a phone in the caller's halls that are to come or were in the last 90 days, the latest first; {@code bad_phone}. Each is
     * audited by itself, and so is a search that found none.
     */
    List<Booking> ofCaller(String phone, String reason, Caller caller, String address) {
        byte[] person = contacts.index(contacts.phone(phone));
        Predicate<String> halls = scope.of(caller);
        return database.inTransaction(handle -> {
            List<Booking> found = store.ofPerson(handle, person, clock.instant().minus(REMEMBERED), MOST).stream()
                    .filter(booking -> halls.test(booking.hall()))
                    .toList();
            for (String subject : subjects(found)) {
                Audit.record(handle, caller, address, "caller_bookings_opened", subject, reason);
            }
            return found;
        });
    }

    private static List<String> subjects(List<Booking> found) {
        return found.isEmpty()
                ? List.of("bookings:0")
                : found.stream().map(booking -> "booking:" + booking.id()).toList();
    }

    /** {@code unknown_booking} for one of another phone, and, as the search does not show it, for one of a hall that is not the caller's. */
    Bookings.Held openForCaller(long id, String phone, String reason, Caller caller, String address) {
        byte[] person = contacts.index(contacts.phone(phone));
        Predicate<String> halls = scope.of(caller);
        return open(
                id,
                caller,
                address,
                reason,
                booking -> Objects.deepEquals(booking.person(), person) && halls.test(booking.hall()));
    }

    private Bookings.Held open(
            long id, Caller caller, String address, @Nullable String reason, Predicate<Booking> mayOpen) {
        String token = Secrets.token();
        Booking opened = database.inTransaction(handle -> {
            Booking booking = store.lock(handle, id)
                    .filter(each -> each.number() != null && mayOpen.test(each))
                    .orElseThrow(AppointmentException::unknownBooking);
            handle.execute("UPDATE bookings SET second_hash = ? WHERE id = ?", Secrets.hash(token), id);
            Audit.record(handle, caller, address, "booking_opened", "booking:" + id, reason);
            return booking;
        });
        return new Bookings.Held(opened, token, false);
    }

    /** Of an operator's call; null when it was withheld, or is no such call. */
    @Nullable
    String phoneOfCall(Caller operator, String call) {
        return call.matches("\\d{1,18}")
                ? calls.of(operator, Long.parseLong(call)).orElse(null)
                : null;
    }

    /** The phone with which the caller's account logs in; null without one. */
    @Nullable
    String phoneOf(Caller caller) {
        Long account = caller.account();
        return account == null ? null : database.jdbi().withHandle(handle -> phoneOf(handle, account));
    }

    private @Nullable String phoneOf(Handle handle, long account) {
        return Accounts.contactsOf(handle, List.of(account)).stream()
                .filter(each -> each.kind().equals("phone"))
                .map(each -> contacts.keys().cipher().open(each.sealed(), "account.phone"))
                .map(PhoneNumber::new)
                .map(PhoneNumber::value)
                .findFirst()
                .orElse(null);
    }
}
