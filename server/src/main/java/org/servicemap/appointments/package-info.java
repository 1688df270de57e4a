/**
 * Appointments: halls with their queues, counters and schedules; slots; bookings from hold to arrival; the queue in the hall. May
 * import text, geo, storage, http, areas, areas.coverage, areas.index, units, calendars, places, places.hours, accounts, accounts.personal,
 * notifications, and appointments.slots.
 */
@NullMarked
package org.servicemap.appointments;

import org.jspecify.annotations.NullMarked;
