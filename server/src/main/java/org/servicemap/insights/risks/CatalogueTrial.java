package org.servicemap.insights.risks;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/** Where it is tried what another rule of the responsibility catalogue would have done. Nothing is changed by it. */
public interface CatalogueTrial {
    /**
     * A request of the past.
     *
     * @param went the unit that it was dispatched again to; null when it was not
     */
    record Case(
            String category,
            LonLat point,
            @Nullable String channel,
            @Nullable String hotline,
            @Nullable String urgency,
            @Nullable String kind,
            Instant at,
            @Nullable String went) {}

    /** So many would go from one unit to another; a diversion has the word {@code diversion:} before it, nobody is empty. */
    record Move(String area, String from, String to, long count) {}

    /**
     * What would have been.
     *
     * @param refused of the cases, those with words that the catalogue in force does not know any more
     * @param redispatched of the cases, those that were dispatched again
     * @param rightBefore of these, those that the catalogue in force sends where they went in the end
     * @param rightAfter the same with the rule
     * @param before which rule it stands before; null: it stands at the end
     */
    record Outcome(
            long cases,
            long refused,
            long moved,
            long redispatched,
            long rightBefore,
            long rightAfter,
            @Nullable String before,
            List<Move> moves) {}

    /**
     * @param rule YAML of one rule, put right before the earliest rule of the catalogue that decides any of its cases (the newest 2,000 are
     *     looked at), so that none of these is decided before it is asked
     * @param isRules whether a case's point lies where the rule holds
     * @param cases the newest first
     */
    Outcome of(String rule, Predicate<LonLat> isRules, List<Case> cases);

    /** Where a request goes by the catalogue in force, and with a rule more; as in {@link Move}. */
    record Sent(String before, String after) {}

    /**
     * Case by case, in their order.
     *
     * @param before which rule it stands before ({@link Outcome#before}); null: it stands at the end
     */
    List<Sent> sends(String rule, @Nullable String before, List<Case> cases);
}
