package org.servicemap.gazetteer.words;

import java.util.List;

/**
 * One name of one target, ready to be found in texts.
 *
 * @param target number of what it names: areas first, then places
 * @param core how many tokens tell it from others; the rest is generic ("花园", "社区居委会", "Road")
 */
record Name(int target, List<Token> tokens, int core) {
    /** All generic tokens together weigh half a telling one, the first of them most: they decide between equals. */
    private static final double GENERIC_PART = 0.5;

    double weight(int token) {
        if (token < core) {
            return 1;
        }
        int last = tokens.size() - 1;
        return GENERIC_PART * Math.pow(0.5, Math.min(token, last - 1) - core + 1.0);
    }

    double totalWeight() {
        return core + (tokens.size() > core ? GENERIC_PART : 0);
    }
}
