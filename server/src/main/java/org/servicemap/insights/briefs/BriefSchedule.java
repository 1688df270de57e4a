package org.servicemap.insights.briefs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who gets which report when.
 *
 * @param language of the message and of the page that its link opens
 * @param onDay of the week (1 Monday), of the month or of January; 1 for daily ones
 * @param hour of the city's clock, from 3 on: the night's scan, whose clusters are in the report, is done then
 * @param doneUntil last day of the last period that was dealt with
 */
record BriefSchedule(
        long id,
        int version,
        BriefKind kind,
        BriefSubject subject,
        String language,
        int onDay,
        int hour,
        List<String> recipients,
        boolean active,
        LocalDate doneUntil,
        @Nullable Long madeBy,
        String madeName) {
    /** After a long time away the newest so many periods are caught up, one report each; those before are left out. */
    static final int MOST_CAUGHT_UP = 7;

    /** Periods whose report is due and was not dealt with, the oldest first. */
    List<BriefPeriod> due(Instant now, ZoneId zone) {
        List<BriefPeriod> due = new ArrayList<>();
        BriefPeriod next = kind.around(doneUntil.plusDays(1));
        while (!kind.due(next, onDay, hour, zone).toInstant().isAfter(now)) {
            due.add(next);
            next = next.after();
        }
        return due.subList(Math.max(0, due.size() - MOST_CAUGHT_UP), due.size());
    }

    /** When the next one goes. */
    Instant next(ZoneId zone) {
        return kind.due(kind.around(doneUntil.plusDays(1)), onDay, hour, zone).toInstant();
    }
}
