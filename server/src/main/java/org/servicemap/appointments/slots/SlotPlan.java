package org.servicemap.appointments.slots;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.servicemap.calendars.WorkingCalendar;

/**
 * What a queue's schedule gives: templates on the days that they hold, then closures and extra hours in the order of their ids, so
 * that the later one wins. Pure; the same schedule gives the same slots. No two slots of a quota overlap.
 */
public record SlotPlan(List<Template> templates, List<DayChange> changes, WorkingCalendar calendar, ZoneId zone) {
    public SlotPlan {
        templates = List.copyOf(templates);
        changes =
                changes.stream().sorted(Comparator.comparingLong(DayChange::id)).toList();
    }

    /** Two templates that would hold at the same time. */
    public record Clash(Template one, Template other) {}

    public static Optional<Clash> clash(List<Template> templates) {
        for (int i = 0; i < templates.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (templates.get(i).clashesWith(templates.get(j))) {
                    return Optional.of(new Clash(templates.get(j), templates.get(i)));
                }
            }
        }
        return Optional.empty();
    }

    /** All slots that start on one of these days, both included, by start and quota. */
    public List<PlannedSlot> between(LocalDate from, LocalDate to) {
        Instant first = from.atStartOfDay(zone).toInstant();
        Instant end = to.plusDays(1).atStartOfDay(zone).toInstant();
        // what began the day before may go on past midnight
        return apart(pieces(from.minusDays(1), to)).stream()
                .filter(piece -> !piece.start().isBefore(first) && piece.start().isBefore(end))
                .flatMap(piece -> slots(piece).stream())
                .toList();
    }

    /** In order; of two that meet the earlier one. Times that the clocks leave out can move one stretch into the next. */
    private static List<Hours.Piece> apart(List<Hours.Piece> pieces) {
        pieces.sort(Comparator.comparing(Hours.Piece::start).thenComparing(Hours.Piece::end));
        List<Hours.Piece> apart = new ArrayList<>();
        for (Hours.Piece piece : pieces) {
            if (apart.isEmpty() || !apart.get(apart.size() - 1).meets(piece)) {
                apart.add(piece);
            }
        }
        return apart;
    }

    private List<Hours.Piece> pieces(LocalDate from, LocalDate to) {
        List<Hours.Piece> pieces = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            for (Template template : templates) {
                if (template.holds(day, calendar)) {
                    pieces.addAll(template.hours().pieces(day, zone));
                }
            }
        }
        for (DayChange change : changes) {
            // a change of the day before the first may reach into it
            for (LocalDate day = from; !day.isAfter(to.plusDays(1)); day = day.plusDays(1)) {
                if (change.holds(day)) {
                    apply(change, day, pieces);
                }
            }
        }
        return pieces;
    }

    private void apply(DayChange change, LocalDate day, List<Hours.Piece> pieces) {
        Hours.Piece whole = change.hours().whole(day, zone);
        pieces.removeIf(whole::meets);
        if (!change.closed()) {
            pieces.addAll(change.hours().pieces(day, zone));
        }
    }

    private List<PlannedSlot> slots(Hours.Piece piece) {
        List<PlannedSlot> slots = new ArrayList<>();
        for (Quota quota : Quota.values()) {
            int capacity = piece.capacity().of(quota);
            if (capacity > 0) {
                LocalDate day = LocalDate.ofInstant(piece.start(), zone);
                slots.add(new PlannedSlot(quota, piece.start(), piece.end(), day, capacity));
            }
        }
        return slots;
    }
}
