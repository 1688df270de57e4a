package org.servicemap.appointments;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.Scope;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.storage.Database;
import org.servicemap.units.UnitDirectory;

/**
 * Opening who has booked, so that a hall's staff can call whom it cannot see: one booking at a time, with a reason, audited in the
 * transaction that reads it.
 */
record VisitorRoutes(
        Database database, BookingStore store, Contacts contacts, HallPlaces places, Supplier<UnitDirectory> units)
        implements RouteGroup {
    private static final Param<Long> BOOKING =
            Param.id("booking", "Id of the booking").inPath();
    private static final RateLimit OPENING = RateLimit.perHour("open_visitor", 300);
    private static final int MAX_REASON = 200;

    @Describe("Why a visitor's contact is opened")
    record VisitorOpeningBody(
            @Describe("1 to 200 characters; kept in the audit log")
            String reason) {
        VisitorOpeningBody {
            reason = reason.strip();
            if (reason.isEmpty() || reason.length() > MAX_REASON) {
                throw new FieldException("reason", "say why in 1 to " + MAX_REASON + " characters");
            }
        }
    }

    @Describe("Who has booked, and how to reach them")
    record VisitorJson(
            String name,
            String phone,
            @Nullable String email,

            @Describe("Tag of the language of messages; empty for the city's")
            String language,

            @Describe("Who booked for a relative, and is reached by this phone; null for who booked for themselves")
            @Nullable
            String bookedBy) {
        static VisitorJson of(Contact contact) {
            return new VisitorJson(
                    contact.name(), contact.phone(), contact.email(), contact.language(), contact.bookedBy());
        }
    }

    @Override
    public String tag() {
        return "appointments";
    }

    @Override
    public String description() {
        return "Halls that take bookings, free times, bookings";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post(HallRoutes.HALLS + "/{place}/bookings/{booking}/contact", "openVisitor")
                .summary("Open who has booked; who opened it and why is kept in the audit log")
                .roles(Role.HANDLER, Role.LEAD, Role.ADMINISTRATOR)
                .takes(HallRoutes.PLACE, BOOKING)
                .body(VisitorOpeningBody.class, "Why")
                .limit(OPENING)
                .fails(AppointmentErrors.UNKNOWN_HALL, AppointmentErrors.UNKNOWN_BOOKING, ErrorCode.OUT_OF_SCOPE)
                .json(VisitorJson.class, "The visitor", this::open));
    }

    private VisitorJson open(Exchange exchange) {
        String hall = exchange.get(HallRoutes.PLACE);
        Scope.require(units.get(), exchange.caller(), places.getKnown(hall).unit());
        String reason = exchange.body(VisitorOpeningBody.class).reason();
        return database.inTransaction(handle -> {
            Booking booking = store.find(handle, exchange.get(BOOKING))
                    .filter(each -> each.hall().equals(hall) && each.number() != null)
                    .orElseThrow(AppointmentException::unknownBooking);
            Contact contact = contacts.open(booking);
            if (contact == null) {
                throw AppointmentException.unknownBooking();
            }
            Audit.record(
                    handle, exchange.caller(), exchange.address(), "phone_opened", "booking:" + booking.id(), reason);
            return VisitorJson.of(contact);
        });
    }
}
