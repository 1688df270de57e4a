package org.servicemap.places;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.attachments.AttachmentErrors;
import org.servicemap.attachments.Attachments;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** What staff look through before they change it: the places that they keep, in any state, and photos that are not public yet. */
final class RegistryRoutes implements RouteGroup {
    private static final int USUAL = 50;
    private static final Param<String> WORDS = Param.text("q", "Only those whose code or name has these words");
    private static final Param<String> CATEGORY = Param.text("category", "Only of this category and those below it");
    private static final Param<String> STATE = Param.oneOf(
            "state",
            Arrays.stream(PlaceEntry.State.values()).map(PlaceEntry.State::word).toList(),
            "Only in this state");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 1000, "At most so many; default 50");
    private static final Param<Long> PHOTO = Param.id("id", "Id of the photo").inPath();

    private final PlaceRegistry registry;
    private final PlaceEditor editor;
    private final Places places;

    RegistryRoutes(PlaceEditor editor, Places places) {
        this.registry = editor.registry();
        this.editor = editor;
        this.places = places;
    }

    @Describe("A place that the caller keeps")
    record PlaceEntryJson(
            String code,
            LocalText name,
            String category,
            @Nullable String unit,

            @Describe("published; changed: published, and a change is prepared; draft: only prepared; withdrawn")
            String state,

            @Describe("The last there is; 0 when it was never published")
            int version,

            Instant changedAt,
            @Describe("account:17, pack, demo or import:5") String changedBy,
            @Nullable Instant draftedAt,
            @Nullable String draftedBy) {
        static PlaceEntryJson of(PlaceEntry entry) {
            DraftStore.Draft draft = entry.draft();
            Place place = entry.latest();
            return new PlaceEntryJson(
                    place.code(),
                    place.name(),
                    place.category(),
                    place.unit(),
                    entry.state().word(),
                    entry.version(),
                    entry.changedAt(),
                    entry.changedBy(),
                    draft == null ? null : draft.changedAt(),
                    draft == null ? null : draft.changedBy());
        }
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
                Route.get(PlaceRoutes.PLACES + "/registry", "listPlaceEntries")
                        .summary("The places that the caller keeps: published, drafted and withdrawn; drafts first")
                        .roles(EditorRoutes.DRAFTERS)
                        .takes(WORDS, CATEGORY, STATE, LIMIT, Cursor.PARAM)
                        .fails(PlaceErrors.UNKNOWN_CATEGORY, ErrorCode.BAD_CURSOR)
                        .page(PlaceEntryJson.class, "Places", this::list),
                Route.get(PlaceRoutes.PLACES + "/{code}/draft/photos/{id}/thumbnail", "getPlaceDraftPhoto")
                        .summary("A small JPEG of a photo that the place has or had, or shall have")
                        .roles(EditorRoutes.DRAFTERS)
                        .takes(PlaceRoutes.CODE, PHOTO)
                        .fails(AttachmentErrors.UNKNOWN, ErrorCode.OUT_OF_SCOPE)
                        .file(List.of("image/jpeg"), "The photo", this::thumbnail));
    }

    private Page<PlaceEntryJson> list(Exchange exchange) {
        String words = exchange.get(WORDS, "").strip();
        String category = category(exchange);
        String state = exchange.find(STATE);
        String own = exchange.caller().unit();
        List<PlaceEntry> found = registry.list().stream()
                .filter(entry -> editor.keeps(own, entry.latest().unit()))
                .filter(entry -> state == null || entry.state().word().equals(state))
                .filter(entry -> category == null
                        || places.current().categories().isWithin(entry.latest().category(), category))
                .filter(entry -> words.isEmpty() || entry.isCalled(words))
                .toList();
        String scope = "registry|" + own + "|" + words + "|" + category + "|" + state;
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), scope);
        return Page.of(found, offset, exchange.get(LIMIT, USUAL), scope).map(PlaceEntryJson::of);
    }

    private @Nullable String category(Exchange exchange) {
        String category = exchange.find(CATEGORY);
        if (category != null && places.current().categories().find(category).isEmpty()) {
            throw PlaceErrors.UNKNOWN_CATEGORY.problem("there is no category " + category, "category");
        }
        return category;
    }

    private byte[] thumbnail(Exchange exchange) {
        String code = exchange.get(PlaceRoutes.CODE);
        long id = exchange.get(PHOTO);
        String unit = editor.findDraft(code)
                .map(draft -> draft.place().unit())
                .or(() -> editor.unitOf(code))
                .orElse(null);
        if (!editor.keeps(exchange.caller().unit(), unit)) {
            throw ErrorCode.OUT_OF_SCOPE.problem("another unit runs this place");
        }
        if (!registry.photosOf(code).contains(Long.toString(id))) {
            throw AttachmentErrors.UNKNOWN.problem("the place has no photo " + id, "id");
        }
        Attachments.Content content = editor.photos().thumbnail(id);
        exchange.answersAs(content.type(), id + "." + content.extension());
        return content.bytes();
    }
}
