package org.servicemap.insights.risks;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From when on requests count as concentrated ({@code process.governance} in the pack).
 *
 * @param days that are looked at, the last one today
 * @param leastRequests at one place
 * @param leastPeople at one place: fewer would be the portrait of a person
 * @param leastByPetitioner requests of one petitioner
 * @param leastShown petitioners of an area without which they are not told apart
 */
public record GovernanceRules(int days, int leastRequests, int leastPeople, int leastByPetitioner, int leastShown) {
    static final GovernanceRules STANDARD = new GovernanceRules(90, 8, 3, 4, 5);

    public static GovernanceRules of(Map<String, ?> process) {
        Map<?, ?> block = process.get("governance") instanceof Map<?, ?> map ? map : Map.of();
        return new GovernanceRules(
                number(block.get("days"), STANDARD.days),
                number(block.get("least_requests"), STANDARD.leastRequests),
                number(block.get("least_people"), STANDARD.leastPeople),
                number(block.get("least_by_petitioner"), STANDARD.leastByPetitioner),
                number(block.get("least_shown"), STANDARD.leastShown));
    }

    private static int number(@Nullable Object value, int fallback) {
        return value == null ? fallback : Integer.parseInt(value.toString());
    }
}
