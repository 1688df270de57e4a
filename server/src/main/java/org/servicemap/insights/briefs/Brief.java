package org.servicemap.insights.briefs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * An archived report, without its figures.
 *
 * @param edition counts up when a report of the same kind, subject and period is made again
 * @param definitions version of what the figures mean
 * @param asOf position of the change log up to which the facts told
 * @param hash SHA-256 of the canonical JSON, hexadecimal
 * @param madeBy account; null when a schedule made it
 */
record Brief(
        long id,
        BriefSubject subject,
        LocalText name,
        BriefPeriod period,
        int edition,
        int definitions,
        String asOf,
        Instant readAt,
        String hash,
        @Nullable Long madeBy,
        String madeName,
        Instant madeAt) {}
