package org.servicemap.wardens;

import org.jspecify.annotations.Nullable;

/** What the administration of wardens refuses; nothing was changed. Carries a stable code and the field at fault. */
public final class WardenException extends RuntimeException {
    static final String UNKNOWN_ASSIGNMENT = "unknown_assignment";
    static final String UNKNOWN_PLAN = "unknown_plan";
    static final String UNKNOWN_TASK = "unknown_task";
    static final String ALREADY_ASSIGNED = "already_assigned";
    static final String CHANGED = "changed_meanwhile";
    static final String TASK_OVER = "task_over";
    static final String NOT_BEGUN = "already_begun";
    static final String NOT_HANDLED = "not_handled";
    static final String NOT_ALLOWED = "not_allowed";
    static final String BAD_FIELD = "invalid_field";
    static final String BAD_TABLE = "bad_table";
    static final String TABLE_FAULTS = "table_faults";

    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String field;
    private final transient @Nullable Assignment clash;

    WardenException(String code, @Nullable String field, String message) {
        this(code, field, message, null);
    }

    private WardenException(String code, @Nullable String field, String message, @Nullable Assignment clash) {
        super(message, null, false, false);
        this.code = code;
        this.field = field;
        this.clash = clash;
    }

    /** @param clash the row that stands in the way; null when it went meanwhile */
    static WardenException alreadyAssigned(@Nullable Assignment clash) {
        return new WardenException(
                ALREADY_ASSIGNED,
                "first_day",
                clash == null
                        ? "this duty in this grid is the account's already on some of these days"
                        : "this duty in grid " + clash.grid() + " is the account's already: " + clash.span(),
                clash);
    }

    static WardenException badField(String field, String message) {
        return new WardenException(BAD_FIELD, field, message);
    }

    public String code() {
        return code;
    }

    public @Nullable String field() {
        return field;
    }

    @Nullable
    Assignment clash() {
        return clash;
    }
}
