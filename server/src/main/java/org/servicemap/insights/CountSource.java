package org.servicemap.insights;

import java.time.LocalDate;
import java.util.List;

/** Where the counts come from in which the scan looks for hot spots. Sensitive requests are not among them. */
public interface CountSource {
    /**
     * Requests of one top category (or one that the tree does not know) received in one hexagon on one day.
     *
     * @param lon and lat: the hexagon's middle
     */
    record CellDay(long cell, double lon, double lat, LocalDate day, String category, int requests) {}

    /** Of days from one to another, both included. */
    List<CellDay> byCellAndDay(LocalDate from, LocalDate to, int resolution);
}
