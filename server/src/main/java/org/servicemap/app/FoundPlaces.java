package org.servicemap.app;

import org.jspecify.annotations.Nullable;
import org.servicemap.gazetteer.PlaceFinder;
import org.servicemap.gazetteer.words.PlaceGuess;
import org.servicemap.geo.LonLat;
import org.servicemap.requests.PlacesByWords;
import org.servicemap.requests.Where;

/** Finds places by their words in the gazetteer, for imported requests. */
record FoundPlaces(PlaceFinder finder) implements PlacesByWords {
    @Override
    public @Nullable Where find(String words, double leastConfidence) {
        if (!finder.isReady()) {
            finder.refresh();
        }
        PlaceGuess best = finder.guess(words, 1).get(0);
        return best.confidence() < leastConfidence ? null : where(best, words);
    }

    private static @Nullable Where where(PlaceGuess guess, String words) {
        return switch (guess.kind()) {
            case ADDRESS -> at(Where.Kind.ADDRESS, guess, words);
            case COMPOUND, ROAD, INTERSECTION -> at(Where.Kind.PLACE, guess, words);
            case AREA -> new Where(Where.Kind.AREA, null, null, null, null, guess.level(), guess.code(), words);
            case CITYWIDE -> new Where(Where.Kind.CITYWIDE, null, null, null, null, null, null, words);
            case NO_PLACE -> null;
        };
    }

    private static @Nullable Where at(Where.Kind kind, PlaceGuess guess, String words) {
        LonLat point = guess.position();
        Double accuracy = guess.uncertaintyMetres() > 0 ? guess.uncertaintyMetres() : null;
        return point == null ? null : new Where(kind, point.lon(), point.lat(), null, accuracy, null, null, words);
    }
}
