package org.servicemap.insights.governance;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.servicemap.insights.risks.RiskSql;

/** What is counted before and after. */
public enum EffectMeasure {
    /** Requests, by the day they were received. */
    RECEIVED("request_facts r", "r.received_day", "true"),
    /** Times a unit said that a request is not its duty. */
    DISPUTED(RiskSql.DISPUTES, "e.day", "true"),
    /** Requests received that were sent back to be done again. */
    REWORKED("request_facts r", "r.received_day", "r.rework_count > 0"),
    /** Callbacks in which the petitioner says that it is not solved. */
    NOT_SOLVED("request_facts r", "r.called_back_day", "r.solved IS FALSE");

    private final String from;
    private final String day;
    private final String condition;

    EffectMeasure(String from, String day, String condition) {
        this.from = from;
        this.day = day;
        this.condition = condition;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EffectMeasure of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(EffectMeasure::key).toList();
    }

    String from() {
        return from;
    }

    String day() {
        return day;
    }

    String condition() {
        return condition;
    }
}
