package org.servicemap.appointments;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.servicemap.http.FieldException;

/**
 * How a hall takes bookings.
 *
 * @param zone of its clocks
 * @param leadMinutes how long before its start a slot can still be booked
 * @param horizonDays how far ahead one can book
 * @param holdMinutes how long a hold is kept for who fills in the form
 * @param openPerPerson bookings of one person that may be open at a time
 * @param noShows within 90 days, after which a person cannot book any more
 * @param holdsPerCaller holds of one account or network at a time
 * @param proofBits leading zero bits that the proof of work asks for; 0 asks for none
 * @param bookable whether it takes bookings at all
 */
record HallSettings(
        String zone,
        int leadMinutes,
        int horizonDays,
        int holdMinutes,
        int openPerPerson,
        int noShows,
        int holdsPerCaller,
        int proofBits,
        boolean bookable) {
    HallSettings {
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new FieldException("zone", "«" + zone + "» is no time zone such as Asia/Shanghai");
        }
        within("lead_minutes", leadMinutes, 0, 43_200);
        within("horizon_days", horizonDays, 1, 366);
        within("hold_minutes", holdMinutes, 1, 60);
        within("open_per_person", openPerPerson, 1, 50);
        within("no_shows", noShows, 1, 50);
        within("holds_per_caller", holdsPerCaller, 1, 10_000);
        within("proof_bits", proofBits, 0, 24);
    }

    /** What a hall begins with. */
    static HallSettings standard(ZoneId zone) {
        return new HallSettings(zone.getId(), 60, 14, 10, 3, 3, 20, 0, true);
    }

    ZoneId zoneId() {
        return ZoneId.of(zone);
    }

    private static void within(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new FieldException(field, least + " to " + most + ", not " + value);
        }
    }
}
