package org.servicemap.requests.lifecycle;

import java.util.Locale;

/** What an action may carry. */
public enum Input {
    UNIT,
    UNITS,
    /** Units that are told. */
    COPIES,
    /** Why, in words; free text, kept erasable. */
    REASON,
    /** What the petitioner is told; free text, kept erasable. */
    REPLY,
    /** Any other words; free text, kept erasable. */
    TEXT,
    /** Until when: an instant. */
    UNTIL,
    DIVERSION,
    HANDLER,
    OUTCOME,
    CONTACTED,
    SOLVED,
    SATISFACTION,
    /** Why a callback did not reach the petitioner. */
    UNREACHED,
    /** How the petitioner's answer came, see {@link Way}; left out, from who gives it. */
    WAY,
    SCORE,
    PARENT,
    /** Numbers of the requests that were split off. */
    PARTS,
    CATEGORY,
    /** Of the city's kinds of requests. */
    KIND,
    /** Where it is after all: kind, x, y, CRS, accuracy, level, area; enters the history as the fields that follow from it. */
    WHERE,
    /** The same in words; free text, kept erasable. */
    ADDRESS,
    /** A place on the map that proves the point; it may be somebody's home, so it is kept erasable. */
    EVIDENCE,
    ATTACHMENTS,
    /** Which clock ran out. */
    CLOCK;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its value is text of a person or a place, which enters the history as a commitment only. */
    public boolean isFreeText() {
        return this == REASON || this == REPLY || this == TEXT || this == EVIDENCE || this == ADDRESS;
    }
}
