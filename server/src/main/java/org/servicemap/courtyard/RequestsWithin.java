package org.servicemap.courtyard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The first things of a long list that lie in a community, where the list itself can only be asked for more than that. Pure. */
final class RequestsWithin {
    /** How many are looked at in all. */
    static final int MOST_LOOKED_AT = 1_000;

    private static final int PART = 250;

    private RequestsWithin() {}

    /** A part of the list. */
    interface Parts<T> {
        List<T> part(int offset, int limit);
    }

    /** Reads on until there are enough, the list ends, or enough was looked at: what lies around must not crowd out what lies within. */
    static <T> List<T> first(Parts<T> list, Predicate<T> within, int most) {
        List<T> found = new ArrayList<>();
        for (int offset = 0; offset < MOST_LOOKED_AT; offset += PART) {
            List<T> part = list.part(offset, PART);
            part.stream().filter(within).limit(most - found.size()).forEach(found::add);
            if (part.size() < PART || found.size() == most) {
                break;
            }
        }
        return found;
    }
}
