package org.servicemap.gazetteer;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.servicemap.gazetteer.words.PlaceGuess;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** {@code POST /places/guess}: the places that a caller's words may mean. The words are in the body, since addresses are logged. */
public final class GuessRoutes implements RouteGroup {
    private static final RateLimit GUESSING = RateLimit.perMinute("guess_places", 120);
    private static final int USUAL = 5;
    private static final int MOST = 20;

    private final BiFunction<String, Integer, List<PlaceGuess>> guess;

    /** @param guess answers as {@link PlaceFinder#guess} does */
    public GuessRoutes(BiFunction<String, Integer, List<PlaceGuess>> guess) {
        this.guess = guess;
    }

    @Describe("What somebody says of a place")
    record SaidJson(
            @Describe("More than 1000 characters are not read")
            String text,

            @Describe("At most so many, 1 to 20; default 5") @Nullable
            Integer limit) {}

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
        return List.of(Route.post(HttpServer.API + "/places/guess", "guessPlaces")
                .summary("Places that a caller's words may mean, the likeliest first")
                .body(SaidJson.class, "The words")
                .limit(GUESSING)
                .page(GuessJson.class, "Guesses; that there is none or the whole city is one too", this::guess));
    }

    private Page<GuessJson> guess(Exchange exchange) {
        SaidJson said = exchange.body(SaidJson.class);
        int limit = said.limit() == null ? USUAL : Math.max(1, Math.min(MOST, said.limit()));
        return Page.whole(
                guess.apply(said.text(), limit).stream().map(GuessJson::of).toList());
    }
}
