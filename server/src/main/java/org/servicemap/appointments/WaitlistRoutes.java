package org.servicemap.appointments;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;

/** Waiting for a slot to become free. What the token opens stands in the body, never in an address. */
final class WaitlistRoutes implements RouteGroup {
    private static final String WAITLIST = HttpServer.API + "/waitlist";
    private static final Param<Long> ID = Param.id("id", "Id of the entry").inPath();
    private static final RateLimit JOINING = RateLimit.perMinute("waitlist", 20);
    private static final int LONGEST_DAYS = 62;
    private static final int MOST_MATTERS = 5;

    private final Waitlist waitlist;
    private final WaitlistOffers offers;
    private final HallPlaces places;
    private final Contacts contacts;

    WaitlistRoutes(Waitlist waitlist, WaitlistOffers offers, HallPlaces places, Contacts contacts) {
        this.waitlist = waitlist;
        this.offers = offers;
        this.places = places;
        this.contacts = contacts;
    }

    @Describe("What somebody waits for")
    record WaitlistBody(
            @Describe(
                    "Code of the place; any hall that may act when left out. Where it is closed on all the days, others are offered, the nearest first")
            @Nullable
            String hall,

            @Describe("Codes, done in one visit") List<String> matters,
            LocalDate firstDay,
            LocalDate lastDay,
            @Describe("Where the matter arises") @Nullable Double lon,
            @Nullable Double lat,
            @Nullable String crs,

            @Describe("Radius in metres of the disc in which it lies") @Nullable
            Double accuracy,

            String name,
            String phone,
            @Nullable String email,

            @Describe("Tag of the language of messages") @Nullable
            String language,

            @Describe("When somebody asks for a relative: the name of who does; the phone is theirs") @Nullable
            String bookedBy) {
        WaitlistBody {
            if (matters.isEmpty() || matters.size() > MOST_MATTERS) {
                throw new FieldException("matters", "1 to " + MOST_MATTERS + " matters");
            }
            if (lastDay.isBefore(firstDay) || lastDay.isAfter(firstDay.plusDays(LONGEST_DAYS))) {
                throw new FieldException(
                        "last_day", "not before the first, and at most " + LONGEST_DAYS + " days later");
            }
        }
    }

    @Describe("What opens an entry")
    record WaitlistTokenBody(String token) {}

    @Describe("One who waits")
    record WaitlistEntryJson(
            String id,

            @Describe("waiting, offered (see the message), booked, cancelled or ended")
            String state,

            @Nullable String hall,
            List<String> matters,
            LocalDate firstDay,
            LocalDate lastDay,

            @Describe("Offers made so far; after three the waiting ends")
            int offers) {
        static WaitlistEntryJson of(Waitlist.Entry entry) {
            Waitlist.Wish wish = entry.wish();
            return new WaitlistEntryJson(
                    Long.toString(entry.id()),
                    entry.state(),
                    wish.hall(),
                    wish.matters(),
                    wish.firstDay(),
                    wish.lastDay(),
                    entry.offers());
        }
    }

    @Describe("An entry with its token: kept nowhere, and given this once")
    record WaitlistJoinedJson(WaitlistEntryJson entry, String token) {}

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
        return List.of(
                Route.post(WAITLIST, "joinWaitlist")
                        .summary(
                                "Wait for a slot; when one is free it is held for you for two hours, and a message says so")
                        .body(WaitlistBody.class, "For what, and for whom")
                        .limit(JOINING)
                        .idempotent()
                        .fails(
                                AppointmentErrors.UNKNOWN_HALL,
                                AppointmentErrors.NOT_SERVED,
                                AppointmentErrors.LOCATION_NEEDED,
                                AppointmentErrors.PERSON_LIMIT,
                                AppointmentErrors.BAD_PHONE)
                        .created(WaitlistJoinedJson.class, "The entry", this::join),
                using("/status", "getWaitlistEntry", "An entry as it stands")
                        .json(WaitlistEntryJson.class, "The entry", this::status),
                using("/cancel", "leaveWaitlist", "Wait no longer; what is held goes to the next who waits")
                        .json(WaitlistEntryJson.class, "The entry", this::leave));
    }

    private static RouteBuilder using(String path, String id, String summary) {
        return Route.post(WAITLIST + "/{id}" + path, id)
                .summary(summary)
                .takes(ID)
                .body(WaitlistTokenBody.class, "Its token")
                .limit(JOINING)
                .fails(AppointmentErrors.UNKNOWN_BOOKING);
    }

    private WaitlistJoinedJson join(Exchange exchange) {
        WaitlistBody body = exchange.body(WaitlistBody.class);
        Contact contact = contacts.read(body.name(), body.phone(), body.email(), body.language(), body.bookedBy());
        LonLat point = BookingRoutes.point(body.lon(), body.lat(), body.crs());
        Waitlist.Wish wish = new Waitlist.Wish(
                body.hall(),
                body.matters(),
                body.firstDay(),
                body.lastDay(),
                places.jurisdiction(point, body.accuracy()).kept());
        Waitlist.Joined joined = waitlist.join(wish, contact);
        return new WaitlistJoinedJson(WaitlistEntryJson.of(joined.entry()), joined.token());
    }

    private WaitlistEntryJson status(Exchange exchange) {
        String token = exchange.body(WaitlistTokenBody.class).token();
        return WaitlistEntryJson.of(waitlist.status(exchange.get(ID), token));
    }

    private WaitlistEntryJson leave(Exchange exchange) {
        String token = exchange.body(WaitlistTokenBody.class).token();
        return WaitlistEntryJson.of(offers.leave(exchange.get(ID), token));
    }
}
