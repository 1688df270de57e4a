package org.servicemap.gazetteer;

import java.util.List;

/** What an import brings, whole; read once, row by row. */
public record GazetteerContent(
        Iterable<Address> addresses,
        Iterable<Compound> compounds,
        Iterable<Road> roads,
        Iterable<Intersection> intersections) {
    public static final GazetteerContent EMPTY = new GazetteerContent(List.of(), List.of(), List.of(), List.of());
}
