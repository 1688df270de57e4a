package org.servicemap.places;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.Query;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Describe;
import org.servicemap.places.hours.OpenState;
import org.servicemap.places.hours.OpeningHours;
import org.servicemap.places.hours.OpeningTimes;
import org.servicemap.places.hours.Span;
import org.servicemap.text.LocalText;

/** Places as the API shows them. */
final class PlaceItems {
    private static final int WEEK = 7;
    private static final int SECONDS_OF_MINUTE = 60;

    private final PlaceSearch search;
    private final Instant now;

    /** @param now for what is open */
    PlaceItems(PlaceSearch search, Instant now) {
        this.search = search;
        this.now = now;
    }

    @Describe("A place in a list")
    record PlaceItemJson(
            String code,
            LocalText name,
            String category,
            @Describe("WGS 84") double lon,
            @Describe("WGS 84") double lat,
            LocalText address,
            List<String> phones,
            @Describe("As written; empty when unknown") String hours,
            @Nullable OpenNowJson open,
            @Describe("What it offers") List<String> accessibility,
            @Describe("Whether visits can be booked") boolean appointments,

            @Describe("From lon, lat, when these were given") @Nullable
            Double distanceMetres) {}

    @Describe("Whether it is open, and what comes next")
    record OpenNowJson(
            boolean now,
            @Describe("End of this opening") @Nullable OffsetDateTime closesAt,

            @Describe("Minutes until then, rounded up") @Nullable
            Integer closesInMinutes,

            @Describe("The next opening") @Nullable OffsetDateTime opensAt) {}

    @Describe("An area")
    record PlaceAreaJson(String level, String code, LocalText name) {}

    @Describe("A day of the coming week")
    record PlaceDayJson(
            LocalDate date,

            @Describe("workday, make_up_day, weekend or holiday")
            String kind,

            @Describe("Name of the holiday") LocalText holiday,

            @Describe("As 09:00-12:00; empty when closed") List<String> open) {}

    @Describe("A matter that can be done here")
    record PlaceMatterJson(
            MatterRoutes.ServiceMatterJson matter,
            @Describe("What is special about it here") LocalText remark) {}

    @Describe("Who has a duty where a place stands")
    record PlaceKeeperJson(
            @Describe("service_centre, community_office, police_station, health_station or another of the city's")
            String duty,

            @Describe("Of the category that states the duty")
            LocalText dutyName,

            @Describe("Code of the place that has it") String code,
            LocalText name,

            @Describe("false: nobody is registered, this one is the nearest")
            boolean inCharge) {}

    @Describe("What can be booked at a place")
    record PlaceBookingJson(
            @Describe("Codes of the matters") List<String> matters,

            @Describe("The first free time for any of them, on the place's clocks; null: none") @Nullable
            OffsetDateTime earliest) {}

    @Describe("Everything about a place")
    record PlaceJson(
            PlaceItemJson place,

            @Describe("Other names, several parted by semicolons")
            LocalText aliases,

            @Describe("Its category and those above, the topmost first")
            List<PlaceRoutes.PlaceCategoryJson> categories,

            @Describe("In which areas it lies, coarsest first")
            List<PlaceAreaJson> areas,

            @Describe("What it is in charge of: level:code or overlay:layer:code")
            List<String> inCharge,

            @Describe("Who is in charge of where it stands, one for each duty, never itself")
            List<PlaceKeeperJson> keepers,

            @Nullable String unit,
            List<PlaceMatterJson> matters,

            @Describe("The days from today on; empty when the hours are unknown")
            List<PlaceDayJson> week,

            @Describe("Zone of its clocks") String timeZone,
            @Nullable String website,

            @Describe("Ids; each is at /places/{code}/photos/{id}, small with /thumbnail")
            List<String> photos,

            @Describe("What each photo shows, in their order; none when nobody said")
            List<LocalText> photoTexts,

            @Describe("Where the facts come from") String source,

            @Describe("When they were last checked") @Nullable
            LocalDate updatedOn,

            @Describe("Whether it is invented") boolean synthetic,

            @Describe("null: it takes no bookings") @Nullable
            PlaceBookingJson booking,

            int version,
            Instant changedAt) {}

    PlaceItemJson item(int ordinal, @Nullable LonLat from) {
        Place place = search.view().set().place(ordinal);
        return new PlaceItemJson(
                place.code(),
                place.name(),
                place.category(),
                place.point().lon(),
                place.point().lat(),
                place.address(),
                place.phones(),
                place.hours(),
                open(ordinal),
                place.accessibility().stream().map(Accessibility::word).toList(),
                place.appointments(),
                from == null ? null : Math.rint(Geodesy.distanceMetres(from, place.point()) * 10) / 10);
    }

    /** Null when the hours are unknown. */
    @Nullable
    OpeningTimes times(int ordinal) {
        OpeningHours hours = search.view().set().hours(ordinal);
        String zone = search.view().set().place(ordinal).zone();
        return hours == null ? null : search.clock().times(hours, zone);
    }

    private @Nullable OpenNowJson open(int ordinal) {
        OpeningTimes times = times(ordinal);
        if (times == null) {
            return null;
        }
        OpenState state = times.at(now);
        Instant closes = state.closesAt();
        return new OpenNowJson(
                state.open(),
                local(closes, times.zone()),
                closes == null ? null : minutesUntil(closes),
                local(state.opensAt(), times.zone()));
    }

    private int minutesUntil(Instant closes) {
        long seconds = ChronoUnit.SECONDS.between(now, closes);
        return (int) ((seconds + SECONDS_OF_MINUTE - 1) / SECONDS_OF_MINUTE);
    }

    private static @Nullable OffsetDateTime local(@Nullable Instant moment, ZoneId zone) {
        return moment == null ? null : moment.atZone(zone).toOffsetDateTime();
    }

    /** @param offer what can be booked there */
    PlaceJson place(int ordinal, boolean synthetic, Optional<EarliestSlots.Offer> offer) {
        PlaceSet set = search.view().set();
        PublishedPlace published = set.published(ordinal);
        Place place = published.place();
        OpeningTimes times = times(ordinal);
        String zone = place.zone() == null ? search.clock().zone().getId() : place.zone();
        return new PlaceJson(
                item(ordinal, null),
                place.aliases(),
                categories(set.categories(), place.category()),
                areas(search.view(), ordinal),
                place.charges().stream().map(Charge::toString).toList(),
                keepers(ordinal),
                place.unit(),
                set.mattersOf(ordinal).stream()
                        .map(matter -> matter(matter, place))
                        .toList(),
                times == null ? List.of() : week(times),
                zone,
                place.website(),
                place.photos(),
                place.photoTexts(),
                place.source(),
                place.updatedOn(),
                synthetic,
                offer.map(some -> booking(some, zone)).orElse(null),
                published.version(),
                published.changedAt());
    }

    private static PlaceBookingJson booking(EarliestSlots.Offer offer, String zone) {
        return new PlaceBookingJson(
                offer.matters().stream().sorted().toList(), local(offer.earliest(), ZoneId.of(zone)));
    }

    /** Who comes first for each duty at the place's own point: its police station and the like. */
    private List<PlaceKeeperJson> keepers(int ordinal) {
        PlaceSet set = search.view().set();
        Query here = new Query(set.place(ordinal).point(), null, Set.of(Query.ALL));
        List<PlaceKeeperJson> keepers = new ArrayList<>();
        for (Responsibility.Duty duty :
                search.responsibility().of(new AreaResolver(search.view().areas()).resolve(here))) {
            duty.found().stream()
                    .limit(1)
                    .filter(found -> found.place() != ordinal)
                    .forEach(found ->
                            keepers.add(keeper(duty.category(), set.place(found.place()), found.by() != null)));
        }
        return keepers;
    }

    private static PlaceKeeperJson keeper(PlaceCategory duty, Place place, boolean inCharge) {
        return new PlaceKeeperJson(String.valueOf(duty.duty()), duty.name(), place.code(), place.name(), inCharge);
    }

    private static List<PlaceRoutes.PlaceCategoryJson> categories(PlaceCategories tree, String code) {
        List<PlaceRoutes.PlaceCategoryJson> path = new ArrayList<>();
        PlaceCategory at = tree.find(code).orElse(null);
        while (at != null) {
            path.add(0, PlaceRoutes.PlaceCategoryJson.of(at, tree));
            at = at.parent() == null ? null : tree.find(at.parent()).orElse(null);
        }
        return path;
    }

    private static List<PlaceAreaJson> areas(PlaceView view, int ordinal) {
        List<PlaceAreaJson> areas = new ArrayList<>();
        for (Level level : view.areas().levels()) {
            int area = view.areaOf(ordinal, level.rank());
            if (area >= 0) {
                areas.add(area(view.directory(), level, area));
            }
        }
        return areas;
    }

    static PlaceAreaJson area(AreaDirectory directory, Level level, int area) {
        return new PlaceAreaJson(level.id(), directory.code(area), directory.name(area));
    }

    private static PlaceMatterJson matter(Matter matter, Place place) {
        LocalText remark = place.matters().stream()
                .filter(one -> one.code().equals(matter.code()))
                .map(PlaceMatter::remark)
                .findFirst()
                .orElse(LocalText.EMPTY);
        return new PlaceMatterJson(MatterRoutes.ServiceMatterJson.of(matter), remark);
    }

    private List<PlaceDayJson> week(OpeningTimes times) {
        LocalDate today = LocalDate.ofInstant(now, times.zone());
        List<PlaceDayJson> week = new ArrayList<>();
        for (int i = 0; i < WEEK; i++) {
            LocalDate day = today.plusDays(i);
            week.add(new PlaceDayJson(
                    day,
                    times.calendar().kindOf(day).key(),
                    times.calendar().holidayName(day),
                    times.hours().on(day, times.calendar()).stream()
                            .map(Span::toString)
                            .toList()));
        }
        return week;
    }
}
