package org.servicemap.courtyard;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.calendars.Limit;

/**
 * What the pack says about the courtyard ({@code process.courtyard}).
 *
 * @param answerDays working days in which a public proposal is answered
 * @param mostOpen of a resident's proposals that wait or are not answered yet
 * @param mostPerDay of a resident, by the city's calendar day
 * @param remindDays calendar days before the last one on which the community is reminded
 * @param closeDays calendar days after the end of the work in which an adopted proposal is closed
 */
record CourtyardRules(int answerDays, int mostOpen, int mostPerDay, int remindDays, int closeDays) {
    private static final int USUAL_DAYS = 10;
    private static final int USUAL_OPEN = 3;
    private static final int USUAL_PER_DAY = 2;
    private static final int USUAL_REMINDER = 3;
    private static final int USUAL_CLOSING = 30;

    static CourtyardRules of(City city) {
        Map<?, ?> block = city.process().get("courtyard") instanceof Map<?, ?> map ? map : Map.of();
        return new CourtyardRules(
                number(block.get("answer_days"), USUAL_DAYS),
                number(block.get("most_open"), USUAL_OPEN),
                number(block.get("most_per_day"), USUAL_PER_DAY),
                number(block.get("remind_days"), USUAL_REMINDER),
                number(block.get("close_days"), USUAL_CLOSING));
    }

    private static int number(@Nullable Object value, int usual) {
        return value instanceof Number number ? number.intValue() : usual;
    }

    Limit answer() {
        return Limit.workingDays(answerDays);
    }
}
