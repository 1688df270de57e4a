package org.servicemap.appointments.slots;

import java.util.Locale;

/** For whom a slot's seats are kept. */
public enum Quota {
    /** Whoever books. */
    PUBLIC,
    /** What staff give to callers. */
    INTERNAL,
    /** Who comes without a booking. */
    WALK_IN;

    /** The word in JSON and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The quota of a word; IllegalArgumentException for any other. */
    public static Quota of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
