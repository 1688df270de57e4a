package org.servicemap.calendars;

/** A calendar file that cannot be; says where. */
public final class CalendarException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int line;
    private final int column;

    CalendarException(String code, int line, int column, String message) {
        super(message);
        this.code = code;
        this.line = line;
        this.column = column;
    }

    /**
     * {@code bad_yaml}, {@code unknown_key}, {@code bad_day}, {@code bad_year}, {@code duplicate_day}, {@code contradicting_days},
     * {@code other_weekend}, {@code other_years}.
     */
    public String code() {
        return code;
    }

    /** 1-based. */
    public int line() {
        return line;
    }

    /** 1-based. */
    public int column() {
        return column;
    }
}
