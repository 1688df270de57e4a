/**
 * The places of the service map: categories, matters, places with their opening hours, drafts, versions; search in memory.
 * Owns the tables {@code places}, {@code place_*} and {@code matters}. May import geo, text, storage, http, areas,
 * calendars, units, attachments (photos).
 */
@NullMarked
package org.servicemap.places;

import org.jspecify.annotations.NullMarked;
