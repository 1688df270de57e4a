package org.servicemap.insights.governance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.FieldException;
import org.servicemap.text.LocalText;

/** Tasks of active governance as the API has them. */
final class GovernanceJson {
    private GovernanceJson() {}

    @Describe("A task of active governance")
    record GovernanceTaskJson(
            String id,
            @Describe("inspection, topic or project") String kind,

            @Describe("hot_spot, conflict, riser, dispute or staff")
            String origin,

            @Nullable String originRef,
            String title,
            String words,
            @Nullable String category,
            @Nullable LocalText categoryName,
            String areaLevel,
            String area,
            LocalText areaName,
            @Describe("WGS 84") @Nullable Double lon,
            @Nullable Double lat,
            @Describe("Who answers for it") String unit,
            LocalText unitName,
            LocalDate beginsOn,
            LocalDate dueOn,

            @Describe("What is counted before and after: received, disputed, reworked or not_solved")
            String measure,

            @Describe("Wanted change against comparable areas: -0.3 is three tenths less") @Nullable
            Double goal,

            @Describe("Of a project, in the city's currency") @Nullable
            Double budget,

            @Describe("open, running, done or cancelled") String state,
            @Describe("Not over, and due before today") boolean overdue,
            @Describe("Send it back with a note") int version,
            Instant createdAt,
            Instant updatedAt) {}

    @Describe("A task with its history")
    record GovernanceTaskWholeJson(
            GovernanceTaskJson task,
            @Describe("As they were written") List<GovernanceNoteJson> notes,

            @Describe("What wardens found; null unless it is an inspection") @Nullable
            GovernanceInspectionJson inspection) {}

    @Describe("A line of a task's history")
    record GovernanceNoteJson(
            Instant at,
            @Nullable String by,
            @Describe("After it") String state,
            String words) {}

    @Describe("What became of an inspection in the field")
    record GovernanceInspectionJson(
            String grid,
            @Describe("open, done or cancelled") String state,

            @Describe("fine, not_fine or not_found") @Nullable
            String outcome,

            @Nullable LocalDate doneOn) {}

    @Describe("A task that is wanted; of one finding there is one of each kind at a time")
    record NewGovernanceTaskBody(
            @Describe("inspection, topic or project") String kind,

            @Describe("hot_spot, conflict, riser, dispute or staff; default staff") @Nullable
            String origin,

            @Describe("The finding's ref") @Nullable String originRef,
            @Describe("At most 120 characters") String title,
            @Describe("At most 2000 characters") @Nullable String words,
            @Nullable String category,

            @Describe("Default the level by which requests are dispatched") @Nullable
            String areaLevel,

            @Describe("Default the one around the point") @Nullable
            String area,

            @Describe("WGS 84; with lat; an inspection needs it") @Nullable
            Double lon,

            @Nullable Double lat,
            @Describe("Code of who answers for it") String unit,

            @Describe("Default today; an effect is looked for from this day on") @Nullable
            LocalDate beginsOn,

            LocalDate dueOn,

            @Describe("received, disputed, reworked or not_solved; default received") @Nullable
            String measure,

            @Describe("Between -1 and 0") @Nullable Double goal,
            @Nullable Double budget) {
        NewGovernanceTaskBody {
            oneOf("kind", kind, GovernanceTask.KINDS);
            oneOf("origin", origin, GovernanceTask.ORIGINS);
            oneOf("measure", measure, EffectMeasure.keys());
            if ((lon == null) != (lat == null)) {
                throw new FieldException("lon", "lon and lat go together");
            }
        }
    }

    @Describe("What is told of a task, and what becomes of it")
    record GovernanceNoteBody(
            int version,
            @Describe("At most 2000 characters") String words,

            @Describe("open, running, done or cancelled; left as it is when absent") @Nullable
            String state,

            @Nullable LocalDate dueOn,
            @Nullable String unit) {
        GovernanceNoteBody {
            oneOf("state", state, GovernanceTask.STATES);
        }
    }

    private static void oneOf(String field, @Nullable String value, List<String> words) {
        if (value != null && !words.contains(value)) {
            throw new FieldException(field, "one of " + String.join(", ", words));
        }
    }

    @Describe("The effect of a task: its area before and since, against areas that had about as many")
    record GovernanceEffectJson(
            LocalDate from,
            @Describe("First day since") LocalDate beganOn,

            @Describe("Included; null while not a week is over") @Nullable
            LocalDate to,

            int daysBefore,
            int daysAfter,
            long before,
            long after,

            @Describe("fewer, more, none_shown; or why nothing can be said: too_early, too_few, no_like")
            String verdict,

            @Describe("Areas it was compared with") int areas,

            @Describe("Areas left out because another task about the same, above or below ran there in these days")
            int areasTreated,

            @Describe("Areas left out because they were not there under their code in both times")
            int areasChanged,

            @Describe("Relative change of the area itself, a day") @Nullable
            Double own,

            @Describe("Of the compared areas on the average") @Nullable
            Double others,

            @Describe("Its own change against theirs: -0.2 is a fifth less than without") @Nullable
            Double effect,

            @Describe("Of the 95 % interval") @Nullable Double low,
            @Nullable Double high,

            @Describe("The area's count before over the compared areas' mean") @Nullable
            Double levelBefore,

            @Describe(
                    "Whether the estimate is at the goal or better, whatever the interval; null without goal or effect, and when check makes the effect doubtful")
            @Nullable
            Boolean goalReached,

            @Describe(
                    "The same of the second half of the time before against its first: fewer or more makes the effect doubtful")
            String check,

            @Describe("Its effect") @Nullable Double checkEffect,
            @Nullable Double checkLow,
            @Nullable Double checkHigh,
            String method) {}
}
