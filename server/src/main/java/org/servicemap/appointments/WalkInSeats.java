package org.servicemap.appointments;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.servicemap.appointments.slots.Quota;

/**
 * Where somebody without a booking may sit: on a seat that is kept for such, in a slot that runs or comes next today; when there is none,
 * on one that nobody can book any more. Only looks; {@link Seats} takes.
 */
record WalkInSeats(SlotReader reader, Availability availability) {
    private static final Duration LONGEST_SLOT = Duration.ofMinutes(240);

    /** Seats, and whose they were meant to be. */
    record Seated(Run run, Quota quota) {}

    /** @throws AppointmentException {@code slot_full} when there is none */
    Seated find(Handle handle, Hall hall, List<Hall.Queue> queues, List<String> matters, Instant now) {
        for (Map.Entry<Quota, Instant> each : until(hall, now).entrySet()) {
            Optional<Run> run = queues.stream()
                    .flatMap(queue -> runs(handle, queue, each.getKey(), each.getValue(), matters, now).stream())
                    .filter(found -> found.slots().get(0).end().isAfter(now))
                    .min(Comparator.comparing(Run::start));
            if (run.isPresent()) {
                return new Seated(run.get(), each.getKey());
            }
        }
        throw AppointmentException.full();
    }

    /** Whose seats may be taken, in that order, and before when they begin: citizens book up to the lead time, operators until the start. */
    private Map<Quota, Instant> until(Hall hall, Instant now) {
        Instant endOfDay = LocalDate.ofInstant(now, hall.settings().zoneId())
                .plusDays(1)
                .atStartOfDay(hall.settings().zoneId())
                .toInstant();
        Instant first = availability.first(hall);
        Map<Quota, Instant> until = new LinkedHashMap<>();
        until.put(Quota.WALK_IN, endOfDay);
        until.put(Quota.PUBLIC, first.isBefore(endOfDay) ? first : endOfDay);
        until.put(Quota.INTERNAL, now.plusMillis(1));
        return until;
    }

    private List<Run> runs(
            Handle handle, Hall.Queue queue, Quota quota, Instant until, List<String> matters, Instant now) {
        return Run.of(
                reader.between(handle, List.of(queue.id()), quota, now.minus(LONGEST_SLOT), until, now),
                queue.slotsFor(matters).orElse(1));
    }
}
