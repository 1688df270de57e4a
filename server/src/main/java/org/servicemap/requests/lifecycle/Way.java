package org.servicemap.requests.lifecycle;

import java.util.Locale;

/** How a petitioner's answer to a callback came in. */
public enum Way {
    /** Said to an operator. */
    OPERATOR,
    /** By the link in a message: one time, without number and query code. */
    LINK,
    /** On the page, with number and query code. */
    PAGE;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
