package org.servicemap.appointments;

import java.time.Instant;

/**
 * A time that can be booked.
 *
 * @param hall code of the place
 * @param start of the first slot that a visit takes
 * @param end of the last one
 * @param free visits that can still be booked for it, at least 1
 */
record FreeSlot(String hall, long queue, Instant start, Instant end, int free) {}
