package org.servicemap.gazetteer.words;

/** What a guess points at; in lower case on the wire. */
public enum PlaceKind {
    COMPOUND,
    ADDRESS,
    ROAD,
    INTERSECTION,
    AREA,
    /** The whole city is meant. */
    CITYWIDE,
    /** The text says that there is no place, or is about none. */
    NO_PLACE
}
