package org.servicemap.gazetteer;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.servicemap.gazetteer.words.PlaceGuess;
import org.servicemap.geo.LonLat;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** {@code GET /places/guess}: the places that a caller's words may mean. */
public final class GuessRoutes implements RouteGroup {
    private static final Param<String> TEXT = Param.text(
                    "text", "What the caller says; the first 1,000 characters count")
            .mandatory();
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 20, "At most so many; default 5");

    private final BiFunction<String, Integer, List<PlaceGuess>> guess;

    /** @param guess answers as {@link PlaceFinder#guess} does */
    public GuessRoutes(BiFunction<String, Integer, List<PlaceGuess>> guess) {
        this.guess = guess;
    }

    @Describe("A place that a text may mean")
    record GuessJson(
            @Describe("compound, address, road, intersection, area, citywide or no_place")
            String kind,

            @Describe("incident, or residence when the caller says that he lives there")
            String role,

            LocalText name,
            @Describe("Level, for areas") @Nullable String level,
            @Nullable String code,
            @Nullable Double lon,
            @Nullable Double lat,

            @Describe("How far from the position it may be") @Nullable
            Double uncertaintyMetres,

            @Describe("Code of the finest area around the position") @Nullable
            String area,

            @Describe("Where the words begin in the text, in UTF-16 units")
            int start,

            @Describe("Behind the words; equal to start when no words say it")
            int end,

            @Describe("0 to 1") double confidence,
            @Describe("Why") LocalText evidence) {
        static GuessJson of(PlaceGuess guess) {
            LonLat at = guess.position();
            return new GuessJson(
                    guess.kind().name().toLowerCase(Locale.ROOT),
                    guess.role().name().toLowerCase(Locale.ROOT),
                    guess.name(),
                    guess.level(),
                    guess.code(),
                    at == null ? null : rounded(at.lon(), 1e7),
                    at == null ? null : rounded(at.lat(), 1e7),
                    at == null ? null : rounded(guess.uncertaintyMetres(), 1),
                    guess.area(),
                    guess.start(),
                    guess.end(),
                    rounded(guess.confidence(), 1e3),
                    guess.evidence());
        }

        private static double rounded(double value, double parts) {
            return Math.round(value * parts) / parts;
        }
    }

    @Override
    public String tag() {
        return "guesses";
    }

    @Override
    public String description() {
        return "Places that words may mean";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(HttpServer.API + "/places/guess", "guessPlaces")
                .summary("Places that a caller's words may mean, the likeliest first")
                .takes(TEXT, LIMIT)
                .cache(CachePolicy.NO_STORE)
                .page(GuessJson.class, "Guesses; that there is none or the whole city is one too", this::guess));
    }

    private Page<GuessJson> guess(Exchange exchange) {
        List<PlaceGuess> guesses = guess.apply(exchange.get(TEXT), exchange.get(LIMIT, 5));
        return Page.whole(guesses.stream().map(GuessJson::of).toList());
    }
}
