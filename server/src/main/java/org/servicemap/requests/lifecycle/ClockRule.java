package org.servicemap.requests.lifecycle;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.Limit;

/**
 * One clock of the city's table: what starts it, what ends it, what stops it for a while, and how long it may run.
 *
 * @param limit null for clocks whose end is said when they start: the {@value #DEADLINE} by the dispatch, others by who asks
 * @param tells who is warned and told when it runs out; nobody for a clock whose end is nobody's fault
 * @param escalates who is told too when it ran out
 */
public record ClockRule(
        String id,
        Set<Signal> starts,
        Set<Signal> ends,
        Set<Pause> pauses,
        @Nullable Limit limit,
        Set<Told> tells,
        Set<Told> escalates) {
    /** The clock whose limit is the request's own deadline. */
    public static final String DEADLINE = "deadline";

    public static final String DISPUTE_WINDOW = "dispute_window";
    public static final String REVIEW = "review";
    public static final String EXTENSION = "extension";
    public static final String WHISTLE = "whistle";
    /** Until the date on which a suspension is reviewed. */
    public static final String SUSPENSION = "suspension";
    /** Until the date by which a unit that assists reports, for each of them. */
    public static final String ASSISTANCE = "assistance";

    public static final String CALLBACK = "callback";
    /** When nobody is asked any more who was not reached until then. */
    public static final String CALLBACK_END = "callback_end";

    /** What happens to a request, as clocks hear it. */
    public enum Signal {
        DISPATCHED,
        ACCEPTED,
        CONTACTED,
        DISPUTED,
        ADJUDICATED,
        WHISTLED,
        REPORTED_IN,
        ASSISTANCE_ASKED,
        ASSISTED,
        SUSPENDED,
        RESUMED,
        REQUESTED,
        DECIDED,
        HANDLED,
        /** The petitioner is asked at the deadline, before the work is done. */
        ASKED,
        /** The petitioner answered, or is not asked any more. */
        CALLED_BACK,
        /** Back at work after it was handled. */
        REWORKED,
        /** No clock runs on after this, whatever its row says. */
        ENDED;

        /** Whether each unit that it is said to has a clock of its own. */
        boolean isForEach() {
            return this == WHISTLED || this == ASSISTANCE_ASKED;
        }

        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What makes clocks stand still. */
    public enum Pause {
        SUSPENSION,
        DISPUTE;

        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Whom a clock speaks to. */
    public enum Told {
        /** The leading unit. */
        UNIT,
        /** The unit that the clock runs for, where each has its own; else the leading one. */
        SUBJECT,
        /** The unit above the leading one. */
        ABOVE;

        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public ClockRule {
        tells = Set.copyOf(tells);
        escalates = Set.copyOf(escalates);
        starts = Set.copyOf(starts);
        ends = Set.copyOf(ends);
        pauses = Set.copyOf(pauses);
    }
}
