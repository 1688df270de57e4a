package org.servicemap.appointments.slots;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a day, cut into slots of equal length.
 *
 * @param from minute of the local clock since midnight, 0 … 1439
 * @param to after {@code from}, at most 24 hours later; beyond 1440 it ends on the next day
 * @param slotMinutes 5 … 240; what is left at the end is no slot
 * @param capacity of each slot
 */
public record Hours(int from, int to, int slotMinutes, Capacity capacity) {
    static final int DAY = 24 * 60;
    private static final int SHORTEST = 5;
    private static final int LONGEST = 240;

    public Hours {
        if (from < 0 || from >= DAY) {
            throw new SlotsException("from", "a time of day");
        }
        if (to <= from || to > from + DAY) {
            throw new SlotsException("to", "ends after it begins, at most 24 hours later");
        }
        if (slotMinutes < SHORTEST || slotMinutes > LONGEST) {
            throw new SlotsException("slot_minutes", SHORTEST + " to " + LONGEST + " minutes, not " + slotMinutes);
        }
    }

    boolean meets(Hours other) {
        return from < other.to && other.from < to;
    }

    /** One slot, of whatever quota. */
    record Piece(Instant start, Instant end, Capacity capacity) {
        boolean meets(Piece other) {
            return start.isBefore(other.end) && other.start.isBefore(end);
        }
    }

    /** The stretch on the time line, in one piece. */
    Piece whole(LocalDate day, ZoneId zone) {
        return new Piece(at(day, from, zone, false), at(day, to, zone, true), capacity);
    }

    /**
     * The slots of a day. They are laid end to end on the time line, so that where clocks go forward there are fewer, where they go
     * back there are more, and none overlaps another.
     */
    List<Piece> pieces(LocalDate day, ZoneId zone) {
        Piece whole = whole(day, zone);
        List<Piece> pieces = new ArrayList<>();
        Instant start = whole.start();
        Instant end = start.plusSeconds(slotMinutes * 60L);
        while (!end.isAfter(whole.end())) {
            pieces.add(new Piece(start, end, capacity));
            start = end;
            end = start.plusSeconds(slotMinutes * 60L);
        }
        return pieces;
    }

    /** A time that comes twice begins with the first and ends with the second, as with opening hours. */
    private static Instant at(LocalDate day, int minute, ZoneId zone, boolean end) {
        ZonedDateTime time = day.plusDays(minute / DAY)
                .atStartOfDay()
                .plusMinutes(minute % DAY)
                .atZone(zone);
        return (end ? time.withLaterOffsetAtOverlap() : time).toInstant();
    }
}
