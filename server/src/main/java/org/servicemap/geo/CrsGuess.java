package org.servicemap.geo;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Guesses the CRS that numbers follow. */
final class CrsGuess {
    private CrsGuess() {}

    static Optional<String> guess(RawBox raw, @Nullable BBox city) {
        return Optional.empty();
    }
}
