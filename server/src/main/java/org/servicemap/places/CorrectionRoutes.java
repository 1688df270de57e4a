package org.servicemap.places;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** Citizens say what is wrong about an entry; it becomes a request. */
final class CorrectionRoutes implements RouteGroup {
    private static final RateLimit CORRECTING = RateLimit.perMinute("correct_place", 10);
    private static final int LONGEST = 2000;

    private final Places places;
    private final Corrections corrections;

    CorrectionRoutes(Places places, Corrections corrections) {
        this.places = places;
        this.corrections = corrections;
    }

    @Describe("What is wrong about a place's entry")
    record CorrectionBody(
            @Describe("In own words, 1 to 2000 characters") String text,
            @Nullable String name,

            @Describe("To be told what became of it") @Nullable
            String phone,

            @Describe("Language tag of the answer") @Nullable
            String language) {}

    @Describe("The request that it became. The query code is said here once and never again")
    record CorrectionFiledJson(
            String number,

            @Describe("With the number it opens the request")
            String queryCode) {}

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
        return List.of(Route.post(PlaceRoutes.PLACES + "/{code}/corrections", "correctPlace")
                .summary("Say that an entry is wrong: it becomes a request to the city")
                .takes(PlaceRoutes.CODE)
                .body(CorrectionBody.class, "What is wrong")
                .idempotent()
                .limit(CORRECTING)
                .fails(PlaceErrors.UNKNOWN, ErrorCode.INVALID_FIELD)
                .created(CorrectionFiledJson.class, "The request", this::file));
    }

    private CorrectionFiledJson file(Exchange exchange) {
        CorrectionBody body = exchange.body(CorrectionBody.class);
        if (body.text().isBlank() || body.text().length() > LONGEST) {
            throw ErrorCode.INVALID_FIELD.problem("say what is wrong in 1 to " + LONGEST + " characters", "text");
        }
        PlaceSet set = places.current();
        String code = exchange.get(PlaceRoutes.CODE);
        Place place =
                set.find(code).orElseThrow(() -> PlaceEditor.unknown(code)).place();
        LocalText category =
                set.categories().find(place.category()).map(PlaceCategory::name).orElse(LocalText.EMPTY);
        Caller caller = exchange.caller();
        Corrections.Filed filed = corrections.file(new Corrections.Correction(
                place,
                category,
                body.text().strip(),
                body.name(),
                body.phone(),
                body.language(),
                caller.has(Role.CITIZEN) ? caller.account() : null));
        return new CorrectionFiledJson(filed.number(), filed.queryCode());
    }
}
