package org.servicemap.insights.facts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a request.
 *
 * @param month where the database keeps the request: YYYYMM
 * @param at in UTC
 * @param day of the city
 * @param unit of who did it; null for petitioners and the program
 */
public record EventFact(
        long request,
        int month,
        int seq,
        LocalDateTime at,
        LocalDate day,
        String action,
        @Nullable String unit) {
    public static EventFact of(
            long request, int month, int seq, Instant at, ZoneId zone, String action, @Nullable String unit) {
        LocalDateTime utc = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        // as fine as the file keeps it
        LocalDateTime kept = utc.withNano(utc.getNano() / 1000 * 1000);
        return new EventFact(request, month, seq, kept, LocalDate.ofInstant(at, zone), action, unit);
    }

    long hash() {
        return Digest.of(request, month, seq, at, day, action, unit);
    }
}
