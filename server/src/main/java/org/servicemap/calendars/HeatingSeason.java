package org.servicemap.calendars;

import java.time.DateTimeException;
import java.time.MonthDay;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When homes are heated, as {@code process.heating_season: {from: "11-15", until: "03-15"}} of the pack says.
 *
 * @param until the last day
 */
public record HeatingSeason(MonthDay from, MonthDay until) {
    /** Null where the city has none; {@link IllegalArgumentException} when its days are no days. */
    public static @Nullable HeatingSeason of(Map<String, ?> process) {
        if (!(process.get("heating_season") instanceof Map<?, ?> block)) {
            return null;
        }
        try {
            return new HeatingSeason(day(block.get("from")), day(block.get("until")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "process.heating_season: from and until are a month and a day, as \"11-15\"", e);
        }
    }

    private static MonthDay day(@Nullable Object written) {
        return MonthDay.parse("--" + written);
    }
}
