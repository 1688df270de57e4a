package org.servicemap.requests;

import org.jspecify.annotations.Nullable;

/**
 * Rows of a list that are of a kind of their own, with an index that serves them.
 *
 * @param from where an index gives them
 * @param order as that index has them, if not as the list says it
 */
record Alternative(String from, String condition, @Nullable String order) {
    /** Once where the unit has two roles. */
    private static final String ONE_BESIDE = """
            p.unit = (:scopes)[1] AND (r.unit = (:scopes)[1]) IS NOT TRUE
            AND NOT EXISTS (SELECT FROM request_parties q WHERE q.month = p.month AND q.request_id = p.request_id
                AND q.unit = p.unit AND q.role < p.role)""";

    /** What one unit works on beside the leading one, in the order of the index {@code request_parties_at_work}. */
    static final Alternative BESIDE_ONE = new Alternative(
            "request_parties p JOIN requests r ON r.month = p.month AND r.id = p.request_id",
            ONE_BESIDE + " AND p.work_deadline IS NOT NULL",
            "p.work_deadline, p.request_id");

    /** What one unit was asked or told beside the leading one, the newest first by the index {@code request_parties_beside}. */
    static final Alternative TOLD_ONE = new Alternative(
            "requests r JOIN request_parties p ON p.month = r.month AND p.request_id = r.id", ONE_BESIDE, null);

    Alternative(String condition) {
        this("requests r", condition, null);
    }

    /** In the months of a page; said of parties too, since one table's months do not follow from another's. */
    Alternative duringMonths() {
        return from.contains(" p ")
                ? new Alternative(from, condition + " AND " + RequestConditions.MONTHS.formatted("p"), order)
                : this;
    }

    /** After the row that a cursor names. */
    Alternative goingOn() {
        return order == null
                ? this
                : new Alternative(from, condition + " AND (" + order + ") > (:afterTime, :afterId)", order);
    }

    String select(String columns, String common, String listOrder) {
        return "SELECT " + columns + " FROM " + from + " WHERE " + common + " AND " + condition
                + (order == null || listOrder.isEmpty() ? listOrder : " ORDER BY " + order);
    }
}
