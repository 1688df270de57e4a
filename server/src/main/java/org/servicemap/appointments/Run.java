package org.servicemap.appointments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Slots of one queue that follow each other without a gap, as many as a visit takes. */
record Run(List<SlotRow> slots) {
    Run {
        slots = List.copyOf(slots);
    }

    /** All runs with at least one free seat throughout, in order. Expects the slots of one quota by queue and start. */
    static List<Run> of(List<SlotRow> slots, int length) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i + length <= slots.size(); i++) {
            if (isRun(slots, i, length)) {
                runs.add(new Run(slots.subList(i, i + length)));
            }
        }
        return runs;
    }

    private static boolean isRun(List<SlotRow> slots, int from, int length) {
        for (int i = from; i < from + length; i++) {
            SlotRow slot = slots.get(i);
            boolean follows = i == from
                    || slot.queue() == slots.get(i - 1).queue()
                            && slot.start().equals(slots.get(i - 1).end());
            if (slot.free() < 1 || !follows) {
                return false;
            }
        }
        return true;
    }

    long queue() {
        return slots.get(0).queue();
    }

    Instant start() {
        return slots.get(0).start();
    }

    Instant end() {
        return slots.get(slots.size() - 1).end();
    }

    int free() {
        return slots.stream().mapToInt(SlotRow::free).min().orElse(0);
    }

    boolean lapsed() {
        return slots.stream().anyMatch(SlotRow::lapsed);
    }

    List<Seats.Seat> seats() {
        return slots.stream().map(slot -> new Seats.Seat(slot.id(), 1)).toList();
    }
}
