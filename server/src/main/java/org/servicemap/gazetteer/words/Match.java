package org.servicemap.gazetteer.words;

/**
 * Where a name lies in a text.
 *
 * @param first the first token of the text
 * @param end behind the last
 * @param mass how much of the name was found, in telling characters
 * @param exact share of its telling characters that are written as they should be
 */
record Match(Name name, int first, int end, double mass, double exact) {
    double coverage() {
        return mass / name.totalWeight();
    }

    /** What decides between names that lie over the same words: most of it found, and much of it. */
    double rank() {
        return Math.pow(coverage(), 2) * mass * (0.6 + 0.4 * exact);
    }

    boolean overlaps(Match other) {
        return Math.min(end, other.end) > Math.max(first, other.first);
    }
}
