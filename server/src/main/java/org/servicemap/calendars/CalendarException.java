package org.servicemap.calendars;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A calendar file that cannot be; says where. */
public final class CalendarException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    private final String code;
    private final int line;
    private final int column;
    private final transient @Nullable List<CalendarException> all; // null once it came through serialization

    CalendarException(String code, int line, int column, String message) {
        this(code, line, column, message, List.of());
    }

    private CalendarException(String code, int line, int column, String message, List<CalendarException> all) {
        super(message);
        this.code = code;
        this.line = line;
        this.column = column;
        this.all = all;
    }

    /** All that is wrong with a file; the first has the place, the message names them. */
    static CalendarException of(List<CalendarException> faults) {
        CalendarException first = faults.get(0);
        if (faults.size() == 1) {
            return first;
        }
        String message = faults.stream()
                .limit(SHOWN)
                .map(fault -> (fault == first ? "" : "line " + fault.line + ": ") + fault.getMessage())
                .collect(Collectors.joining("\n"));
        return new CalendarException(first.code, first.line, first.column, message, List.copyOf(faults));
    }

    /** Fault by fault. */
    public List<CalendarException> all() {
        List<CalendarException> known = all;
        return known == null || known.isEmpty() ? List.of(this) : known;
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
