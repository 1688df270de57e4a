package org.servicemap.places;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/**
 * Staff's side: units draft their own places, administrators and supervisors publish. Who is bound to a unit handles only its
 * places and those of the units below it.
 */
final class EditorRoutes implements RouteGroup {
    private static final String ONE = PlaceRoutes.PLACES + "/{code}";
    static final Role[] DRAFTERS = {Role.HANDLER, Role.LEAD, Role.SUPERVISOR, Role.ADMINISTRATOR};
    private static final Role[] PUBLISHERS = {Role.SUPERVISOR, Role.ADMINISTRATOR};
    private static final Param<Integer> SEEN = Param.integer(
                    "version", 0, Integer.MAX_VALUE, "The version that was seen")
            .mandatory();

    private final PlaceEditor editor;

    EditorRoutes(PlaceEditor editor) {
        this.editor = editor;
    }

    @Describe("A matter at a place")
    record MatterRemarkBody(
            String code,

            @Describe("What is special about it here") @Nullable
            LocalText remark) {}

    @Describe("A place as it shall be")
    record PlaceFactsBody(
            @Describe("The version that was changed; 0 for a new place")
            int version,

            LocalText name,
            @Describe("Parted by semicolons") @Nullable LocalText aliases,
            String category,
            @Describe("WGS 84") double lon,
            @Describe("WGS 84") double lat,
            @Nullable LocalText address,
            @Nullable List<String> phones,

            @Describe("As Mo-Fr 09:00-12:00,13:30-17:00; PH off") @Nullable
            String hours,

            @Describe("Where it is not the city's") @Nullable
            String timeZone,

            @Nullable List<String> accessibility,

            @Describe("level:code or overlay:layer:code") @Nullable
            List<String> inCharge,

            @Nullable String unit,
            @Nullable List<MatterRemarkBody> matters,
            boolean appointments,
            @Nullable String website,

            @Describe("Keys of uploads (POST /attachments) to take in, and ids of photos that it has") @Nullable
            List<String> photos,

            @Describe("What each photo shows, in their order, for those who do not see it") @Nullable
            List<LocalText> photoTexts,

            @Describe("Where the facts come from") @Nullable String source,
            @Nullable LocalDate updatedOn) {
        Place place(String code) {
            return new Place(
                    code,
                    name,
                    aliases == null ? LocalText.EMPTY : aliases,
                    category,
                    new LonLat(lon, lat),
                    address == null ? LocalText.EMPTY : address,
                    phones == null ? List.of() : phones,
                    hours == null ? "" : hours,
                    timeZone,
                    map(accessibility, EditorRoutes::fact),
                    map(inCharge, Charge::of),
                    unit,
                    map(
                            matters,
                            one -> new PlaceMatter(one.code(), one.remark() == null ? LocalText.EMPTY : one.remark())),
                    appointments,
                    website,
                    photos == null ? List.of() : photos,
                    photoTexts == null ? List.of() : photoTexts,
                    source == null ? "" : source,
                    updatedOn);
        }

        private static <A, B> List<B> map(@Nullable List<A> list, Function<A, B> change) {
            return list == null ? List.of() : list.stream().map(change).toList();
        }

        static PlaceFactsBody of(Place place, int version) {
            return new PlaceFactsBody(
                    version,
                    place.name(),
                    place.aliases(),
                    place.category(),
                    place.point().lon(),
                    place.point().lat(),
                    place.address(),
                    place.phones(),
                    place.hours(),
                    place.zone(),
                    map(place.accessibility(), Accessibility::word),
                    map(place.charges(), Charge::toString),
                    place.unit(),
                    map(place.matters(), one -> new MatterRemarkBody(one.code(), one.remark())),
                    place.appointments(),
                    place.website(),
                    place.photos(),
                    place.photoTexts(),
                    place.source(),
                    place.updatedOn());
        }
    }

    @Describe("What is prepared of a place and not yet published")
    record PlaceDraftJson(
            String code,

            @Describe("Its version is the one that it was made from")
            PlaceFactsBody place,

            Instant changedAt,
            @Describe("account:17") String changedBy) {
        static PlaceDraftJson of(DraftStore.Draft draft) {
            return new PlaceDraftJson(
                    draft.place().code(),
                    PlaceFactsBody.of(draft.place(), draft.base()),
                    draft.changedAt(),
                    draft.changedBy());
        }
    }

    @Describe("A version of a place")
    record PlaceVersionJson(
            int version,

            @Describe("null: with this version the place was withdrawn") @Nullable
            PlaceFactsBody place,

            Instant changedAt,
            @Describe("account:17, pack, demo or import:5") String changedBy) {
        static PlaceVersionJson of(DraftStore.Version version) {
            Place place = version.place();
            return new PlaceVersionJson(
                    version.number(),
                    place == null ? null : PlaceFactsBody.of(place, version.number()),
                    version.changedAt(),
                    version.changedBy());
        }
    }

    @Describe("Back to what a former version said")
    record RollBackBody(
            @Describe("The version that is in force as seen")
            int version,

            @Describe("The version to go back to") int to) {}

    @Describe("What was published")
    record PlacePublishedJson(String code, int version, Instant changedAt) {
        static PlacePublishedJson of(PublishedPlace published) {
            return new PlacePublishedJson(published.place().code(), published.version(), published.changedAt());
        }
    }

    private static Accessibility fact(String word) {
        return Accessibility.find(word)
                .orElseThrow(() ->
                        PlaceException.field("accessibility", "takes " + String.join(", ", Accessibility.words())));
    }

    @Override
    public String tag() {
        return "places";
    }

    @Override
    public String description() {
        return "The service map: places, matters, opening hours, who is in charge";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PlaceRoutes.PLACES + "/drafts", "listPlaceDrafts")
                        .summary("What is prepared and not yet published, the newest first")
                        .roles(DRAFTERS)
                        .page(PlaceDraftJson.class, "Drafts", this::drafts),
                Route.get(ONE + "/draft", "getPlaceDraft")
                        .summary("The draft of a place")
                        .roles(DRAFTERS)
                        .takes(PlaceRoutes.CODE)
                        .fails(PlaceErrors.NO_DRAFT, ErrorCode.OUT_OF_SCOPE)
                        .json(PlaceDraftJson.class, "The draft", this::draft),
                Route.put(ONE + "/draft", "putPlaceDraft")
                        .summary("Prepare a change or a new place; nobody but staff sees it")
                        .roles(DRAFTERS)
                        .takes(PlaceRoutes.CODE)
                        .body(PlaceFactsBody.class, "The place")
                        .fails(PlaceErrors.BAD_FIELD, PlaceErrors.CHANGED, ErrorCode.OUT_OF_SCOPE)
                        .json(PlaceDraftJson.class, "The draft", this::save),
                Route.delete(ONE + "/draft", "deletePlaceDraft")
                        .summary("Throw a draft away")
                        .roles(DRAFTERS)
                        .takes(PlaceRoutes.CODE)
                        .fails(PlaceErrors.NO_DRAFT, ErrorCode.OUT_OF_SCOPE)
                        .nothing("The draft is gone", this::discard),
                Route.post(ONE + "/publication", "publishPlace")
                        .summary("Publish the draft as the next version")
                        .roles(PUBLISHERS)
                        .takes(PlaceRoutes.CODE, SEEN)
                        .fails(PlaceErrors.NO_DRAFT, PlaceErrors.CHANGED, PlaceErrors.BAD_FIELD, ErrorCode.OUT_OF_SCOPE)
                        .json(PlacePublishedJson.class, "The version", this::publish),
                Route.delete(ONE, "withdrawPlace")
                        .summary("Take a place off the map; it can be brought back from its history")
                        .roles(PUBLISHERS)
                        .takes(PlaceRoutes.CODE, SEEN)
                        .fails(PlaceErrors.UNKNOWN, PlaceErrors.CHANGED, ErrorCode.OUT_OF_SCOPE)
                        .nothing("The place is withdrawn", this::withdraw),
                Route.get(ONE + "/versions", "listPlaceVersions")
                        .summary("All versions of a place, the newest first")
                        .roles(DRAFTERS)
                        .takes(PlaceRoutes.CODE)
                        .fails(PlaceErrors.UNKNOWN, ErrorCode.OUT_OF_SCOPE)
                        .page(PlaceVersionJson.class, "Versions", this::versions),
                Route.post(ONE + "/rollback", "rollBackPlace")
                        .summary("Publish what a former version said as the next one")
                        .roles(PUBLISHERS)
                        .takes(PlaceRoutes.CODE)
                        .body(RollBackBody.class, "To which version")
                        .fails(PlaceErrors.UNKNOWN_VERSION, PlaceErrors.CHANGED, PlaceErrors.BAD_FIELD)
                        .fails(ErrorCode.OUT_OF_SCOPE)
                        .json(PlacePublishedJson.class, "The version", this::rollBack));
    }

    /** Refuses callers who are bound to a unit that does not run the place. */
    private void requireScope(Exchange exchange, @Nullable String unit) {
        if (!isInScope(exchange.caller(), unit)) {
            throw ErrorCode.OUT_OF_SCOPE.problem("another unit runs this place");
        }
    }

    private boolean isInScope(Caller caller, @Nullable String unit) {
        return editor.keeps(caller.unit(), unit);
    }

    private void requireScope(Exchange exchange) {
        requireScope(exchange, editor.unitOf(exchange.get(PlaceRoutes.CODE)).orElse(null));
    }

    private static String author(Exchange exchange) {
        return "account:" + exchange.caller().account();
    }

    private Page<PlaceDraftJson> drafts(Exchange exchange) {
        return Page.whole(editor.drafts().stream()
                .filter(draft -> isInScope(exchange.caller(), draft.place().unit()))
                .map(PlaceDraftJson::of)
                .toList());
    }

    private PlaceDraftJson draft(Exchange exchange) {
        DraftStore.Draft draft = editor.draft(exchange.get(PlaceRoutes.CODE));
        requireScope(exchange, draft.place().unit());
        return PlaceDraftJson.of(draft);
    }

    /** What it was, what it is drafted as and what it shall be must be the caller's: nobody takes another unit's place. */
    private PlaceDraftJson save(Exchange exchange) {
        PlaceFactsBody body = exchange.body(PlaceFactsBody.class);
        Place place = body.place(exchange.get(PlaceRoutes.CODE));
        requireScope(exchange, place.unit());
        if (body.version() > 0) {
            requireScope(exchange);
        }
        editor.findDraft(place.code())
                .ifPresent(former -> requireScope(exchange, former.place().unit()));
        return PlaceDraftJson.of(editor.save(place, body.version(), author(exchange)));
    }

    private void discard(Exchange exchange) {
        draft(exchange);
        editor.discard(exchange.get(PlaceRoutes.CODE));
    }

    private PlacePublishedJson publish(Exchange exchange) {
        draft(exchange);
        return PlacePublishedJson.of(
                editor.publish(exchange.get(PlaceRoutes.CODE), exchange.get(SEEN), author(exchange)));
    }

    private void withdraw(Exchange exchange) {
        requireScope(exchange);
        editor.withdraw(exchange.get(PlaceRoutes.CODE), exchange.get(SEEN), author(exchange));
    }

    private Page<PlaceVersionJson> versions(Exchange exchange) {
        List<DraftStore.Version> history = editor.history(exchange.get(PlaceRoutes.CODE));
        requireScope(exchange);
        return Page.whole(history.stream().map(PlaceVersionJson::of).toList());
    }

    private PlacePublishedJson rollBack(Exchange exchange) {
        requireScope(exchange);
        RollBackBody body = exchange.body(RollBackBody.class);
        return PlacePublishedJson.of(
                editor.rollBack(exchange.get(PlaceRoutes.CODE), body.to(), body.version(), author(exchange)));
    }
}
