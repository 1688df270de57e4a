package org.servicemap.requests.language;

import java.util.Locale;

/** How something is said, not what: a burst pipe told plainly is neutral. */
public enum Tone {
    /** Annoyed, angry, disappointed, distressed, reproachful. */
    NEGATIVE,
    /** Tells, asks or proposes. */
    NEUTRAL,
    /** Thanks, praises, is relieved. */
    POSITIVE;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
