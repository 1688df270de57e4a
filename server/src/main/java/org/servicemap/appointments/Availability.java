package org.servicemap.appointments;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.storage.Database;

/** What can be booked where. Thread-safe. */
final class Availability {
    /** What is shown beside a refusal, and on the map, may be so old. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final long LONGEST_SLOT_MINUTES = 240;
    private static final int MOST_KEPT = 2000;

    private final Database database;
    private final Halls halls;
    private final SlotReader reader;
    private final Clock clock;
    private final Cache<Set<String>, Map<String, FreeSlot>> earliest =
            Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(MOST_KEPT).build();
    private final Cache<FromDay, List<FreeSlot>> firstOfQueues =
            Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(MOST_KEPT).build();
    private final Cache<String, Optional<Instant>> earliestAtHalls =
            Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(MOST_KEPT).build();
    private final Cache<String, List<FreeSlot>> nearby =
            Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(MOST_KEPT).build();

    Availability(Database database, Halls halls, SlotReader reader, Clock clock) {
        this.database = database;
        this.halls = halls;
        this.reader = reader;
        this.clock = clock;
    }

    /** Two may compute the same; nobody who has a connection waits for somebody who needs one. */
    private static <K, V> V fresh(Cache<K, V> cache, K key, Function<K, V> read) {
        V known = cache.getIfPresent(key);
        if (known != null) {
            return known;
        }
        V value = read.apply(key);
        cache.put(key, value);
        return value;
    }

    /** From when on the public can book there. */
    Instant first(Hall hall) {
        return clock.instant().plus(Duration.ofMinutes(hall.settings().leadMinutes()));
    }

    /** The last day that the public can book there. */
    LocalDate lastDay(Hall hall) {
        return LocalDate.ofInstant(clock.instant(), hall.settings().zoneId())
                .plusDays(hall.settings().horizonDays());
    }

    /** The first free time of every hall that does all of these matters, by hall; at most a second old. */
    Map<String, FreeSlot> earliest(Collection<String> matters) {
        return fresh(earliest, new TreeSet<>(matters), this::readEarliest);
    }

    /** The same, read now. */
    Map<String, FreeSlot> readEarliest(Set<String> matters) {
        Map<String, FreeSlot> first = new HashMap<>();
        firstOfQueues(matters, this::first)
                .forEach(slot ->
                        first.merge(slot.hall(), slot, (a, b) -> b.start().isBefore(a.start()) ? b : a));
        return first;
    }

    /**
     * The first free time of a hall for any of what it does, each queue asked for what takes the fewest slots in a row there: nothing that
     * it does can be had sooner. At most a second old.
     */
    Optional<Instant> earliestAt(Hall hall) {
        return fresh(earliestAtHalls, hall.place(), any -> readEarliestAt(hall));
    }

    private Optional<Instant> readEarliestAt(Hall hall) {
        Instant first = first(hall);
        List<SlotReader.Wanted> wanted = hall.queues().stream()
                .filter(queue -> !queue.matters().isEmpty())
                .map(queue -> new SlotReader.Wanted(queue.id(), shortest(queue), first))
                .toList();
        return wanted.isEmpty()
                ? Optional.empty()
                : database
                        .jdbi()
                        .withHandle(handle -> reader.earliest(handle, wanted, clock.instant()))
                        .values()
                        .stream()
                        .filter(this::withinHorizon)
                        .map(FreeSlot::start)
                        .min(Comparator.naturalOrder());
    }

    private static int shortest(Hall.Queue queue) {
        return queue.matters().values().stream()
                .mapToInt(Hall.Served::slots)
                .min()
                .orElse(1);
    }

    /** What is asked of every queue. */
    private record FromDay(Set<String> matters, LocalDate day) {}

    /**
     * The first free time on or after a day, of each queue that does all of these matters: of every queue, because who asks may be sent
     * to one of a hall's and not to another. At most a second old.
     */
    List<FreeSlot> earliestFrom(Collection<String> matters, LocalDate day) {
        return fresh(
                firstOfQueues,
                new FromDay(new TreeSet<>(matters), day),
                asked -> firstOfQueues(asked.matters(), hall -> later(first(hall), hall, asked.day())));
    }

    private static Instant later(Instant first, Hall hall, LocalDate day) {
        Instant begins = day.atStartOfDay(hall.settings().zoneId()).toInstant();
        return begins.isAfter(first) ? begins : first;
    }

    private List<FreeSlot> firstOfQueues(Set<String> matters, Function<Hall, Instant> from) {
        List<SlotReader.Wanted> wanted = new ArrayList<>();
        for (Hall hall : halls.all().values()) {
            if (hall.settings().bookable()) {
                hall.queuesFor(matters)
                        .forEach(queue -> wanted.add(new SlotReader.Wanted(
                                queue.id(), queue.slotsFor(matters).orElse(1), from.apply(hall))));
            }
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        Map<Long, FreeSlot> found =
                database.jdbi().withHandle(handle -> reader.earliest(handle, wanted, clock.instant()));
        return found.values().stream().filter(this::withinHorizon).toList();
    }

    /** After seats were taken by many at once: who is next shall not be shown what they have. */
    void forget() {
        earliest.invalidateAll();
        earliestAtHalls.invalidateAll();
        firstOfQueues.invalidateAll();
        nearby.invalidateAll();
    }

    private boolean withinHorizon(FreeSlot slot) {
        return halls.find(slot.hall())
                .filter(hall -> !LocalDate.ofInstant(
                                slot.start(), hall.settings().zoneId())
                        .isAfter(lastDay(hall)))
                .isPresent();
    }

    /** All times of a hall on these days that the public can book for these matters, by start. */
    List<FreeSlot> of(Hall hall, Collection<String> matters, LocalDate from, LocalDate to) {
        return of(hall, matters, Quota.PUBLIC, from, to);
    }

    /** The same of a quota; only the public's has a lead time. */
    List<FreeSlot> of(Hall hall, Collection<String> matters, Quota quota, LocalDate from, LocalDate to) {
        LocalDate last = to.isAfter(lastDay(hall)) ? lastDay(hall) : to;
        Instant start = from.atStartOfDay(hall.settings().zoneId()).toInstant();
        Instant end = last.plusDays(1).atStartOfDay(hall.settings().zoneId()).toInstant();
        Instant first = quota == Quota.PUBLIC ? first(hall) : clock.instant();
        return database.jdbi()
                .withHandle(
                        handle -> between(handle, hall, matters, quota, start.isBefore(first) ? first : start, end));
    }

    /**
     * Whether the schedule leaves the public nothing for these matters on these days, free or not. Not so where it has not been made up to
     * the last of them yet.
     */
    boolean isClosed(Handle handle, Hall hall, Collection<String> matters, LocalDate from, LocalDate to) {
        LocalDate planned = hall.plannedUntil();
        if (!hall.settings().bookable()) {
            return true;
        }
        if (planned == null || to.isAfter(planned)) {
            return false;
        }
        ZoneId zone = hall.settings().zoneId();
        Instant start = from.atStartOfDay(zone).toInstant();
        Instant end = to.plusDays(1).atStartOfDay(zone).toInstant();
        List<Long> queues = hall.queuesFor(matters).stream().map(Hall.Queue::id).toList();
        return reader.between(handle, queues, Quota.PUBLIC, start, end, clock.instant())
                .isEmpty();
    }

    /** All free times that start in a stretch; a visit may end after it. */
    List<FreeSlot> between(
            Handle handle, Hall hall, Collection<String> matters, Quota quota, Instant from, Instant until) {
        List<FreeSlot> free = new ArrayList<>();
        for (Hall.Queue queue : hall.queuesFor(matters)) {
            int length = queue.slotsFor(matters).orElse(1);
            Instant end = until.plus(Duration.ofMinutes((length - 1) * LONGEST_SLOT_MINUTES));
            List<SlotRow> rows = reader.between(handle, List.of(queue.id()), quota, from, end, clock.instant());
            Run.of(rows, length).stream()
                    .filter(run -> run.start().isBefore(until))
                    .forEach(run ->
                            free.add(new FreeSlot(hall.place(), queue.id(), run.start(), run.end(), run.free())));
        }
        free.sort(Comparator.comparing(FreeSlot::start).thenComparing(FreeSlot::queue));
        return free;
    }

    /**
     * What a hall has at a moment.
     *
     * @param runs that are free, the one with the most seats first
     * @param planned whether the schedule has a slot then, free or not
     */
    record Found(List<Run> runs, boolean planned) {}

    /** Single slots, free or not. */
    Map<SlotReader.Start, SlotRow> at(Handle handle, List<SlotReader.Start> starts, Instant now) {
        return reader.starting(handle, starts, now);
    }

    Found at(Handle handle, List<Hall.Queue> queues, Visit visit, Instant now) {
        List<Run> runs = new ArrayList<>();
        boolean planned = false;
        for (Hall.Queue queue : queues) {
            int length = queue.slotsFor(visit.matters()).orElse(1);
            Instant end = length == 1
                    ? visit.start().plusMillis(1)
                    : visit.start().plus(Duration.ofMinutes(length * LONGEST_SLOT_MINUTES));
            List<SlotRow> rows = reader.between(handle, List.of(queue.id()), visit.quota(), visit.start(), end, now);
            if (!rows.isEmpty() && rows.get(0).start().equals(visit.start())) {
                planned = true;
                runs.addAll(Run.of(rows.subList(0, Math.min(length, rows.size())), length));
            }
        }
        runs.sort(Comparator.comparingInt(Run::free).reversed());
        return new Found(runs, planned);
    }

    /** Other times at the same hall, the nearest to a moment first; at most a second old. */
    List<FreeSlot> near(Hall hall, Collection<String> matters, Quota quota, Instant moment, int count) {
        String key = hall.place() + "|" + new TreeSet<>(matters) + "|" + quota.word() + "|" + moment + "|" + count;
        return fresh(nearby, key, any -> readNear(hall, matters, quota, moment, count));
    }

    private List<FreeSlot> readNear(Hall hall, Collection<String> matters, Quota quota, Instant moment, int count) {
        LocalDate day = LocalDate.ofInstant(moment, hall.settings().zoneId());
        return of(hall, matters, quota, day.minusDays(1), day.plusDays(3)).stream()
                .sorted(Comparator.comparing(
                        slot -> Duration.between(moment, slot.start()).abs()))
                .limit(count)
                .toList();
    }
}
