package org.servicemap.requests;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;

/** A request in a list. */
@Describe("A request. Of a sensitive one, callers who are not named for it see neither words nor category")
record RequestJson(
        String number,

        @Describe("Names the state that was seen: send it with an action")
        int version,

        String state,
        CityNames.@Nullable NamedJson category,
        @Nullable String kind,
        @Nullable String urgency,
        String channel,
        @Nullable String hotline,

        @Describe("The beginning of what was said") @Nullable
        String text,

        List<CityNames.AreaJson> areas,
        String locationKind,
        @Nullable Double lon,
        @Nullable Double lat,
        @Nullable Double accuracy,
        boolean ambiguous,
        boolean lowConfidence,
        boolean sensitive,
        boolean anonymous,
        CityNames.@Nullable NamedJson unit,
        @Nullable String handler,
        @Describe("Why it waits for a dispatcher") @Nullable String queueReason,
        @Describe("auto or manual") @Nullable String dispatchedBy,
        OffsetDateTime receivedAt,
        @Nullable OffsetDateTime dispatchedAt,
        @Nullable OffsetDateTime deadline,

        @Describe(
                "Of one that waits to be dispatched, in the desks' lists: when its urgency class's time, counted from when it"
                        + " came, is over")
        @Nullable
        OffsetDateTime limitEndsAt,

        @Nullable OffsetDateTime contactedAt,
        @Nullable OffsetDateTime handledAt,
        @Nullable OffsetDateTime endedAt,
        @Nullable OffsetDateTime reviewAt,
        @Nullable OffsetDateTime extensionAsked,
        boolean overdue,
        boolean supervised,
        boolean locked,
        boolean callbackOpen,
        int callbackAttempts,
        int reworkCount,
        @Nullable String outcome,
        @Nullable Boolean contacted,
        @Nullable Boolean solved,
        @Nullable String satisfaction,

        @Describe("How it belongs to another: duplicate, part or incident") @Nullable
        String relation,

        @Describe("Account that has it open just now") @Nullable
        String claimedBy) {

    /**
     * Writes requests of one city.
     *
     * @param limits null where what waits has no limit to show
     */
    record Writer(CityNames names, ZoneId zone, @Nullable UrgencyLimits limits) {
        Writer(CityNames names, ZoneId zone) {
            this(names, zone, null);
        }

        RequestJson of(Request request, @Nullable String text, Standing.View view) {
            Facts facts = request.facts();
            boolean full = view == Standing.View.FULL;
            boolean outline = !full && facts.flag(Field.SENSITIVE);
            return new RequestJson(
                    request.number().digits(),
                    request.version(),
                    facts.state().key(),
                    outline ? null : names.category(facts.text(Field.CATEGORY)),
                    outline ? null : facts.text(Field.KIND),
                    facts.text(Field.URGENCY),
                    String.valueOf(facts.text(Field.CHANNEL)),
                    outline ? null : facts.text(Field.HOTLINE),
                    full ? text : null,
                    names.areas(facts),
                    String.valueOf(facts.text(Field.LOCATION_KIND)),
                    full ? facts.decimal(Field.LON) : null,
                    full ? facts.decimal(Field.LAT) : null,
                    full ? facts.decimal(Field.ACCURACY_M) : null,
                    facts.flag(Field.AMBIGUOUS),
                    facts.flag(Field.LOW_CONFIDENCE),
                    facts.flag(Field.SENSITIVE),
                    facts.flag(Field.ANONYMOUS),
                    names.unit(facts.text(Field.UNIT)),
                    text(facts.number(Field.HANDLER)),
                    facts.text(Field.QUEUE_REASON),
                    facts.text(Field.DISPATCHED_BY),
                    required(facts.instant(Field.RECEIVED_AT)),
                    time(facts.instant(Field.DISPATCHED_AT)),
                    time(facts.instant(Field.DEADLINE)),
                    limits == null ? null : time(limits.endOf(facts)),
                    time(facts.instant(Field.CONTACTED_AT)),
                    time(facts.instant(Field.HANDLED_AT)),
                    time(facts.instant(Field.ENDED_AT)),
                    time(facts.instant(Field.REVIEW_AT)),
                    time(facts.instant(Field.EXTENSION_ASKED)),
                    facts.flag(Field.OVERDUE),
                    facts.flag(Field.SUPERVISED),
                    facts.flag(Field.LOCKED),
                    facts.flag(Field.CALLBACK_OPEN),
                    facts.count(Field.CALLBACK_ATTEMPTS),
                    facts.count(Field.REWORK_COUNT),
                    facts.text(Field.OUTCOME),
                    facts.answer(Field.CONTACTED),
                    facts.answer(Field.SOLVED),
                    facts.text(Field.SATISFACTION),
                    facts.text(Field.RELATION),
                    text(request.claimedBy()));
        }

        private static @Nullable String text(@Nullable Long id) {
            return id == null ? null : id.toString();
        }

        @Nullable
        OffsetDateTime time(@Nullable Instant instant) {
            return instant == null ? null : instant.atZone(zone).toOffsetDateTime();
        }

        private OffsetDateTime required(@Nullable Instant instant) {
            OffsetDateTime time = time(instant);
            return time == null ? Instant.EPOCH.atOffset(ZoneOffset.UTC) : time;
        }
    }
}
