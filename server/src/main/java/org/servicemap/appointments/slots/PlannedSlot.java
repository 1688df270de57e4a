package org.servicemap.appointments.slots;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A slot as the schedule wants it.
 *
 * @param day on which it starts, in the hall's zone
 * @param capacity at least 1
 */
public record PlannedSlot(Quota quota, Instant start, Instant end, LocalDate day, int capacity) {}
