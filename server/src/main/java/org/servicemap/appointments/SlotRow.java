package org.servicemap.appointments;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A slot as it stands.
 *
 * @param free seats that can be taken: what is planned less what is booked, expired holds not counted; may be negative
 * @param lapsed whether holds that expired are still counted in it
 */
record SlotRow(long id, long queue, Instant start, Instant end, LocalDate day, int free, boolean lapsed) {
    SlotRow less(int taken) {
        return taken == 0 ? this : new SlotRow(id, queue, start, end, day, free - taken, lapsed);
    }
}
