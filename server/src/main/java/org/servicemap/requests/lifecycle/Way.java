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
    /** Said to the leading unit's own staff, where the hotline may not know of the request: counts before no other. */
    UNIT;

    /** As who gives it says by itself: whoever also works for the hotline speaks for it. */
    public static Way of(Set<Actor> actors) {
        if (actors.contains(Actor.OPERATOR)) {
            return OPERATOR;
        }
        return actors.contains(Actor.CALLER) ? UNIT : PAGE;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
