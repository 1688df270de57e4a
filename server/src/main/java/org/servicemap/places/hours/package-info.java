/**
 * When something is open: a weekly pattern with exceptions, read against the city's calendar and a time zone. Pure. May import
 * calendars.
 */
@NullMarked
package org.servicemap.places.hours;

import org.jspecify.annotations.NullMarked;
