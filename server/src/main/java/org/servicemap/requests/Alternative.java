package org.servicemap.requests;

import org.jspecify.annotations.Nullable;

/**
 * Rows of a list that are of a kind of their own, with an index that serves them.
 *
 * @param from where an index gives them
 * @param order as that index has them, if not as the list says it
 */
record Alternative(
        String from, String condition, @Nullable String order) {
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
