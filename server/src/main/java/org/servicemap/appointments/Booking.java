package org.servicemap.appointments;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.appointments.slots.Quota;

/**
 * One visit, from hold to end.
 *
 * @param number given when it is confirmed
 * @param source citizen, operator, walk_in, waitlist or offer
 * @param holdExpiresAt while it is held
 * @param caller hash of the account or network whose hold it is
 * @param contact sealed
 * @param person blind index of the phone
 * @param areas code by level, as resolved when it was held
 * @param offeredFor the booking or waitlist entry for which this hold is an offer
 * @param affected why it must move: closed, reduced or unserved
 */
record Booking(
        long id,
        @Nullable String number,
        byte[] tokenHash,
        byte @Nullable [] secondHash,
        BookingState state,
        String source,
        String hall,
        long queue,
        Quota quota,
        List<String> matters,
        Instant start,
        Instant end,
        @Nullable Instant holdExpiresAt,
        int extensions,
        byte @Nullable [] caller,
        @Nullable Long account,
        byte @Nullable [] contact,
        byte @Nullable [] person,
        Map<String, String> areas,
        @Nullable Long areaVersion,
        @Nullable Long offeredFor,
        @Nullable String affected) {
    Booking {
        matters = List.copyOf(matters);
        areas = Map.copyOf(areas);
    }
}
