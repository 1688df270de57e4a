package org.servicemap.insights.risks;

/** SQL over the facts that several ask in. */
public final class RiskSql {
    /** Each time that a unit disputed its duty, {@code e.day}, with its request {@code r}. */
    public static final String DISPUTES =
            "request_facts r JOIN (SELECT request, day FROM event_facts WHERE action = 'dispute') e ON e.request = r.id";

    private RiskSql() {}
}
