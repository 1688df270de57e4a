package org.servicemap.requests;

/** Months from one to another, each as year × 100 + month. */
record MonthSpan(int first, int last) {
    private static final int LAST_MONTH = 999_912;

    static final MonthSpan ALL = new MonthSpan(0, LAST_MONTH);

    static MonthSpan from(int first) {
        return new MonthSpan(first, LAST_MONTH);
    }
}
