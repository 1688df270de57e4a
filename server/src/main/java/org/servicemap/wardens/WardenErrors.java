package org.servicemap.wardens;

import java.util.List;
import java.util.Map;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Problem;
import org.servicemap.http.ProblemMapping;

/** How the administration of wardens fails on the wire. */
public final class WardenErrors {
    static final ErrorCode UNKNOWN_ASSIGNMENT =
            new ErrorCode(404, WardenException.UNKNOWN_ASSIGNMENT, "an assignment that there is not");
    static final ErrorCode UNKNOWN_PLAN =
            new ErrorCode(404, WardenException.UNKNOWN_PLAN, "a patrol plan that there is not");
    static final ErrorCode UNKNOWN_TASK = new ErrorCode(404, WardenException.UNKNOWN_TASK, "a task that there is not");
    static final ErrorCode ALREADY_ASSIGNED = new ErrorCode(
            409,
            WardenException.ALREADY_ASSIGNED,
            "the account has the duty in the grid on some of the days; see clash");
    static final ErrorCode CHANGED =
            new ErrorCode(409, WardenException.CHANGED, "it was changed since it was read; read it again");
    static final ErrorCode TASK_OVER =
            new ErrorCode(409, WardenException.TASK_OVER, "the task was done or cancelled meanwhile");
    static final ErrorCode ALREADY_BEGUN =
            new ErrorCode(409, WardenException.NOT_BEGUN, "the assignment has begun: end it instead");
    static final ErrorCode NOT_HANDLED =
            new ErrorCode(409, WardenException.NOT_HANDLED, "only requests that were handled are inspected");
    static final ErrorCode NOT_ALLOWED = new ErrorCode(409, WardenException.NOT_ALLOWED, "the rules do not allow this");
    static final ErrorCode BAD_TABLE =
            new ErrorCode(400, WardenException.BAD_TABLE, "the file is no table with the expected columns");
    static final ErrorCode TABLE_FAULTS = new ErrorCode(
            409, WardenException.TABLE_FAULTS, "some rows are not acceptable, so that nothing is taken; look first");

    private static final List<ErrorCode> ALL = List.of(
            UNKNOWN_ASSIGNMENT,
            UNKNOWN_PLAN,
            UNKNOWN_TASK,
            ALREADY_ASSIGNED,
            CHANGED,
            TASK_OVER,
            ALREADY_BEGUN,
            NOT_HANDLED,
            BAD_TABLE,
            TABLE_FAULTS,
            ErrorCode.INVALID_FIELD);

    private WardenErrors() {}

    public static List<ProblemMapping<?>> mappings() {
        return List.of(ProblemMapping.of(WardenException.class, WardenErrors::problem));
    }

    private static Problem problem(WardenException e) {
        ErrorCode code = ALL.stream()
                .filter(each -> each.code().equals(e.code()))
                .findFirst()
                .orElse(NOT_ALLOWED);
        Problem problem = code.problem(String.valueOf(e.getMessage()), e.field());
        Assignment clash = e.clash();
        return clash == null
                ? problem
                : problem.with(
                        "clash",
                        Map.of(
                                "id", Long.toString(clash.id()),
                                "grid", clash.grid(),
                                "first_day", clash.firstDay().toString(),
                                "last_day", String.valueOf(clash.lastDay())));
    }
}
