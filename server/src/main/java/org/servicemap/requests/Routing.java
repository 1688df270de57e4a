package org.servicemap.requests;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.routing.Catalogue;
import org.servicemap.routing.Decision;
import org.servicemap.routing.Place;
import org.servicemap.routing.Question;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.Hotline;
import org.servicemap.units.Units;

/** Asks the responsibility catalogue for requests, and says when a person has to look first. */
final class Routing {
    /** A category with this flag is dispatched by a person. */
    private static final String CONSULT_FLAG = "consult_first";

    private static final String SENSITIVE_FLAG = "sensitive";

    /** The role of the place that a request is about. */
    static final String INCIDENT = "incident";

    private final Function<AreaSnapshot, Catalogue> catalogues;
    private final Units units;

    Routing(Function<AreaSnapshot, Catalogue> catalogues, Units units) {
        this.catalogues = catalogues;
        this.units = units;
    }

    /** Why a request waits for a dispatcher. */
    static final class QueueReason {
        static final String NO_CATEGORY = "no_category";
        static final String OUTSIDE = "outside";
        static final String LOW_CONFIDENCE = "low_confidence";
        static final String AMBIGUOUS = "ambiguous";
        static final String CONSULT = "consult";
        static final String NO_RULE = "no_rule";
        /** Whoever takes the call goes on with it. */
        static final String HELD = "held";

        private QueueReason() {}
    }

    /**
     * What the catalogue says.
     *
     * @param decision null when there is no category to ask about
     * @param queue why a dispatcher must look; null when it can go at once
     */
    record Answer(@Nullable Decision decision, @Nullable String queue) {
        boolean diverts() {
            return queue == null && decision != null && decision.diversion() != null;
        }

        boolean dispatches() {
            return queue == null && decision != null && decision.unit() != null;
        }

        /** The class that holds after the catalogue; what the petitioner's own was, where it says none. */
        @Nullable
        String urgency(@Nullable String own) {
            return decision == null || decision.urgency() == null
                    ? own
                    : decision.urgency().id();
        }

        /** What sending it to another channel carries. */
        ActionInput diversion() {
            Decision made = java.util.Objects.requireNonNull(decision);
            return ActionInput.builder()
                    .text(
                            Input.DIVERSION,
                            java.util.Objects.requireNonNull(made.diversion()).id())
                    .build();
        }

        Answer held() {
            return new Answer(decision, QueueReason.HELD);
        }

        /** What the dispatch carries. */
        ActionInput dispatch() {
            Decision made = java.util.Objects.requireNonNull(decision);
            return ActionInput.builder()
                    .text(
                            Input.UNIT,
                            java.util.Objects.requireNonNull(made.unit()).code())
                    .until(made.deadline())
                    .list(Input.COPIES, codes(made.copies()))
                    .list(Input.UNITS, codes(made.assistants()))
                    .build();
        }

        private static List<String> codes(List<Decision.UnitName> units) {
            return units.stream().map(Decision.UnitName::code).toList();
        }
    }

    Answer ask(Filing filing, Located where, Map<String, Place> others, boolean lowConfidence, Instant at) {
        String category = filing.category();
        if (category == null) {
            return new Answer(null, QueueReason.NO_CATEGORY);
        }
        Map<String, Place> places = new HashMap<>(others);
        places.put(INCIDENT, where.place());
        return ask(
                new Question(
                        category,
                        places,
                        filing.channel(),
                        filing.hotline(),
                        filing.urgency(),
                        filing.kind(),
                        at,
                        filing.text()),
                where,
                lowConfidence);
    }

    Answer ask(Question question, Located where, boolean lowConfidence) {
        Decision decision = catalogues.apply(where.snapshot()).decide(question);
        return new Answer(decision, queueReason(decision, where, lowConfidence, question.category()));
    }

    boolean isSensitive(@Nullable String category) {
        return category != null && flags(category).contains(SENSITIVE_FLAG);
    }

    private @Nullable String queueReason(Decision decision, Located where, boolean lowConfidence, String category) {
        if (decision.unit() == null && decision.diversion() == null) {
            return where.outside() ? QueueReason.OUTSIDE : QueueReason.NO_RULE;
        }
        if (flags(category).contains(CONSULT_FLAG)) {
            return QueueReason.CONSULT;
        }
        if (lowConfidence && decision.borderMetres() != null) {
            return QueueReason.LOW_CONFIDENCE;
        }
        return isUnclear(decision) ? QueueReason.AMBIGUOUS : null;
    }

    /** A place near a border is only a question when the other side is another unit's. */
    private static boolean isUnclear(Decision decision) {
        return decision.ambiguous() && decision.alternatives().stream().anyMatch(side -> !side.same());
    }

    private Set<String> flags(String category) {
        return tree().flags(category);
    }

    /** Codes of the merged hotlines. */
    List<String> hotlines() {
        return units.current().tables().hotlines().stream().map(Hotline::code).toList();
    }

    CategoryTree tree() {
        return units.current().categories();
    }
}
