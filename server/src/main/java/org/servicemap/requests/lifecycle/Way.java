package org.servicemap.requests.lifecycle;

import java.util.Locale;
import java.util.Set;

/** How a petitioner's answer to a callback came in. */
public enum Way {
    /** Said to an operator. */
    OPERATOR,
    /** By the link in a message: one time, without number and query code. */
    LINK,
    /** On the page, with number and query code. */
    PAGE,
    /** Said to the leading unit's own staff, or to those of a unit above it: counts before no other. */
    UNIT;

    /** As who gives it says by itself: an operator of the unit that did the work speaks for that one, not for the hotline. */
    public static Way of(Set<Actor> actors) {
        if (actors.contains(Actor.CALLER)) {
            return UNIT;
        }
        return actors.contains(Actor.OPERATOR) ? OPERATOR : PAGE;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
