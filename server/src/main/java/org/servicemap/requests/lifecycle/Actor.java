package org.servicemap.requests.lifecycle;

import java.util.Locale;

/** As whom someone acts on one request: a role, or a relation to it. One caller may be several. */
public enum Actor {
    /** The platform itself: routing, clocks. */
    SYSTEM,
    /** Who made the request, or holds its number and query code. */
    PETITIONER,
    OPERATOR,
    DISPATCHER,
    /** Handler of the leading unit (or a unit above it). */
    HANDLER,
    /** Lead of the leading unit (or a unit above it). */
    LEAD,
    /**
     * Operator of the leading unit (or a unit above it). Of a sensitive request, of which the hotline may not know, also its lead or
     * supervisor: calls the petitioner back in the hotline's place.
     */
    CALLER,
    /** Handler or lead of a unit that was asked to assist. */
    ASSISTANT,
    /** Handler or lead of a unit that was whistled. */
    WHISTLED,
    SUPERVISOR,
    /** Whoever looks after a grid, by an enrolled phone. */
    WARDEN;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
