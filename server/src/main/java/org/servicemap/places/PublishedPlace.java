package org.servicemap.places;

import java.time.Instant;

/** A place as it is published: its version, when and by whom ({@code account:17}, {@code pack}, {@code demo}) it was made. */
public record PublishedPlace(Place place, int version, Instant changedAt, String changedBy) {}
