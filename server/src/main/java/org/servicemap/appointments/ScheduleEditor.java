package org.servicemap.appointments;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.appointments.ScheduleJson.AffectedBookingJson;
import org.servicemap.appointments.ScheduleJson.HallScheduleBody;
import org.servicemap.appointments.ScheduleJson.ScheduleConsequencesJson;
import org.servicemap.appointments.ScheduleJson.ScheduledQueue;
import org.servicemap.appointments.slots.SlotPlan;
import org.servicemap.appointments.slots.Template;
import org.servicemap.storage.Database;
import org.servicemap.storage.Retries;

/**
 * Changes of a hall's schedule: what they would do, and doing it. A change never takes a seat from anybody: bookings that the new schedule
 * has no seat for are marked, and offered others. Thread-safe.
 */
final class ScheduleEditor {
    private final Database database;
    private final Retries retries;
    private final Halls halls;
    private final HallStore store;
    private final HallPlaces places;
    private final Affected affectedOnes;
    private final Planning planning;
    private final Offers offers;
    private final Rehousing rehousing;

    ScheduleEditor(Bookings.Parts parts, HallStore store, Planning planning, Offers offers) {
        this.database = parts.database();
        this.retries = new Retries(parts.database());
        this.halls = parts.halls();
        this.store = store;
        this.places = parts.places();
        this.affectedOnes = new Affected(parts.store(), parts.seatedAgain(), parts.clock());
        this.planning = planning;
        this.offers = offers;
        this.rehousing = new Rehousing(parts, new SlotReader());
    }

    /** What a body says, with the ids of its queues. */
    private record Proposal(
            HallSettings settings, List<Hall.Queue> queues, Schedule schedule, List<Schedule.Counter> counters) {}

    ScheduleJson.HallScheduleJson read(String place) {
        return database.inSnapshot(handle -> {
            Hall hall = Objects.requireNonNullElseGet(store.all(handle).get(place), () -> {
                throw AppointmentException.unknownHall(place);
            });
            Map<Long, List<Template>> templates = store.templates(handle, place);
            Map<Long, String> codes = new HashMap<>();
            hall.queues().forEach(queue -> codes.put(queue.id(), queue.code()));
            return new ScheduleJson.HallScheduleJson(
                    place,
                    hall.version(),
                    hall.settings(),
                    hall.queues().stream()
                            .map(queue -> ScheduleJson.queue(queue, templates.getOrDefault(queue.id(), List.of())))
                            .toList(),
                    store.counters(handle, place).stream()
                            .map(counter -> counter(counter, codes))
                            .toList(),
                    store.changes(handle, place).stream()
                            .map(change -> ScheduleJson.ScheduleChange.of(change, codes))
                            .toList(),
                    hall.plannedUntil());
        });
    }

    private static ScheduleJson.ScheduledCounter counter(Schedule.Counter counter, Map<Long, String> codes) {
        List<String> queues = counter.queues().stream()
                .map(id -> codes.getOrDefault(id, ""))
                .filter(code -> !code.isEmpty())
                .toList();
        return new ScheduleJson.ScheduledCounter(counter.number(), counter.name(), queues);
    }

    /** Whom the schedule in force leaves without a seat; {@code unknown_hall}. */
    ScheduleJson.AffectedBookingsJson affected(String place) {
        return rehousing.standing(halls.get(place));
    }

    /** What applying it now would do; changes nothing. */
    ScheduleConsequencesJson preview(String place, HallScheduleBody body) {
        Hall hall = halls.refresh().get(place);
        Proposal proposal = read(hall, body);
        // reads only, all of one moment: nobody who books waits for it
        return database.inSnapshot(handle -> {
            List<Planning.Difference> differences = differences(handle, place, hall, proposal);
            List<AffectedBookingJson> affected = rehousing.foreseen(
                    handle,
                    new Hall(place, proposal.settings(), null, body.version(), proposal.queues()),
                    differences,
                    affectedOnes.foreseen(handle, place, proposal.queues(), differences));
            return consequences(hall == null ? 0 : hall.version(), differences, affected);
        });
    }

    /**
     * Puts a schedule in force, whole or not at all.
     *
     * @param by as it stands in the history
     * @param audit runs in the same transaction
     */
    ScheduleConsequencesJson apply(
            String place, HallScheduleBody body, String by, java.util.function.Consumer<Handle> audit) {
        ScheduleConsequencesJson done = retries.inTransaction(handle -> {
            int version = store.lock(handle, place).orElse(0);
            if (version != body.version()) {
                throw new AppointmentException(
                        AppointmentException.CHANGED,
                        "version",
                        "the schedule was changed by somebody else: read it again");
            }
            Hall hall = store.all(handle).get(place);
            Proposal proposal = read(hall, body);
            store.save(handle, place, proposal.settings(), by);
            writeQueues(handle, place, hall, proposal);
            store.replaceCounters(handle, place, proposal.counters());
            store.replaceChanges(handle, place, proposal.schedule().changes());
            List<Planning.Difference> differences = differences(handle, place, hall, proposal);
            differences.forEach(difference -> planning.apply(handle, place, difference));
            store.plannedUntil(handle, place, planning.lastDay(proposal.settings()));
            store.planned(handle, place, places.isWithdrawn(handle, place), store.calendarChanged(handle));
            List<AffectedBookingJson> affected = affectedOnes.mark(handle, place, proposal.queues()).stream()
                    .map(left -> AffectedBookingJson.of(left, proposal.settings(), null))
                    .toList();
            Halls.tellOthers(handle, place);
            audit.accept(handle);
            return consequences(version + 1, differences, affected);
        });
        halls.refresh();
        Offers.Offered offered = done.affected().isEmpty() ? Offers.Offered.NONE : offers.offerFirst(ids(done));
        List<AffectedBookingJson> affected = rehousing.made(done.affected());
        return new ScheduleConsequencesJson(
                done.version(),
                done.addedSlots(),
                done.closedSlots(),
                done.reducedSlots(),
                done.otherSlots(),
                affected,
                offered.offered(),
                offered.othersFollow() && affected.stream().anyMatch(each -> each.offer() == null));
    }

    private static List<Long> ids(ScheduleConsequencesJson done) {
        return done.affected().stream().map(each -> Long.parseLong(each.id())).toList();
    }

    private Proposal read(@Nullable Hall hall, HallScheduleBody body) {
        List<Hall.Queue> queues = new ArrayList<>();
        Map<String, Long> ids = new HashMap<>();
        Map<Long, List<Template>> templates = new HashMap<>();
        for (ScheduledQueue each : body.queues()) {
            long id = hall == null
                    ? database.nextId()
                    : hall.findQueue(each.code()).map(Hall.Queue::id).orElseGet(database::nextId);
            if (ids.put(each.code(), id) != null) {
                throw bad("queues", "two queues are called " + each.code());
            }
            queues.add(each.read(id));
            templates.put(id, templates(each));
        }
        requireLetters(queues);
        List<Schedule.Change> changes = body.changes().stream()
                .map(change -> new Schedule.Change(
                        change.queue() == null ? null : id(ids, change.queue()),
                        change.read(database.nextId()),
                        change.reason()))
                .toList();
        List<Schedule.Counter> counters = body.counters().stream()
                .map(counter -> new Schedule.Counter(
                        counter.number(),
                        counter.name(),
                        counter.queues().stream().map(code -> id(ids, code)).toList()))
                .toList();
        requireNumbers(counters);
        return new Proposal(body.settings(), queues, new Schedule(templates, changes), counters);
    }

    private List<Template> templates(ScheduledQueue queue) {
        List<Template> templates = queue.templates().stream()
                .map(each -> each.read(database.nextId()))
                .toList();
        SlotPlan.clash(templates).ifPresent(clash -> {
            throw new AppointmentException(
                    AppointmentException.CLASH,
                    "templates",
                    "queue " + queue.code() + " is open twice at the same time: "
                            + ScheduleJson.SlotTemplate.of(clash.one()).spoken() + "; and "
                            + ScheduleJson.SlotTemplate.of(clash.other()).spoken());
        });
        return templates;
    }

    private static long id(Map<String, Long> ids, String code) {
        Long id = ids.get(code);
        if (id == null) {
            throw new AppointmentException(AppointmentException.UNKNOWN_QUEUE, "queue", "there is no queue " + code);
        }
        return id;
    }

    private static void requireLetters(List<Hall.Queue> queues) {
        Set<String> letters = new HashSet<>();
        for (Hall.Queue queue : queues) {
            if (!letters.add(queue.letter())) {
                throw bad("letter", "two queues have the letter " + queue.letter());
            }
        }
    }

    private static void requireNumbers(List<Schedule.Counter> counters) {
        Set<Integer> numbers = new HashSet<>();
        for (Schedule.Counter counter : counters) {
            if (counter.number() < 1 || counter.number() > 999 || !numbers.add(counter.number())) {
                throw bad("number", "counters have different numbers, 1 to 999");
            }
        }
    }

    private static AppointmentException bad(String field, String message) {
        return new AppointmentException(AppointmentException.BAD_SCHEDULE, field, message);
    }

    /** Of queues that are in the proposal; such that are not have no slots. */
    private List<Planning.Difference> differences(Handle handle, String place, @Nullable Hall hall, Proposal proposal) {
        if (hall != null) {
            requireUnused(handle, hall.queues(), proposal.queues());
        }
        // while its place is withdrawn a hall is closed, whatever its schedule says
        Schedule schedule = places.isWithdrawn(handle, place) ? Schedule.NONE : proposal.schedule();
        return proposal.queues().stream()
                .map(queue -> planning.difference(handle, proposal.settings(), queue.id(), schedule))
                .toList();
    }

    private void requireUnused(Handle handle, List<Hall.Queue> old, Collection<Hall.Queue> kept) {
        Set<Long> ids = new HashSet<>();
        kept.forEach(queue -> ids.add(queue.id()));
        for (Hall.Queue queue : old) {
            if (!ids.contains(queue.id()) && store.hasSlots(handle, queue.id())) {
                throw new AppointmentException(
                        AppointmentException.IN_USE, "queues", "queue " + queue.code() + " has slots and stays");
            }
        }
    }

    private void writeQueues(Handle handle, String place, @Nullable Hall hall, Proposal proposal) {
        Set<Long> known = new HashSet<>();
        if (hall != null) {
            requireUnused(handle, hall.queues(), proposal.queues());
            Set<Long> kept = new HashSet<>();
            proposal.queues().forEach(queue -> kept.add(queue.id()));
            for (Hall.Queue queue : hall.queues()) {
                if (kept.contains(queue.id())) {
                    known.add(queue.id());
                } else {
                    store.deleteQueue(handle, queue.id());
                }
            }
        }
        for (Hall.Queue queue : proposal.queues()) {
            if (known.contains(queue.id())) {
                store.updateQueue(handle, queue);
            } else {
                store.insertQueue(handle, place, queue);
            }
            store.replaceTemplates(
                    handle, queue.id(), proposal.schedule().templates().getOrDefault(queue.id(), List.of()));
        }
    }

    private static ScheduleConsequencesJson consequences(
            int version, List<Planning.Difference> differences, List<AffectedBookingJson> affected) {
        int added = 0;
        int closed = 0;
        int reduced = 0;
        int other = 0;
        for (Planning.Difference difference : differences) {
            added += difference.added().size();
            for (Seats.Replanned slot : difference.changed()) {
                closed += slot.planned() == 0 ? 1 : 0;
                reduced += slot.planned() > 0 && slot.planned() < slot.before() ? 1 : 0;
                other += slot.planned() > 0 && slot.planned() >= slot.before() ? 1 : 0;
            }
        }
        return new ScheduleConsequencesJson(version, added, closed, reduced, other, affected, 0, false);
    }
}
