package org.servicemap.insights.governance;

import org.servicemap.http.ErrorCode;

/** What may be refused of tasks. */
final class GovernanceErrors {
    static final ErrorCode UNKNOWN_TASK = new ErrorCode(404, "unknown_governance_task", "an id that no task has");
    static final ErrorCode CHANGED =
            new ErrorCode(409, "changed_meanwhile", "the task was changed since it was seen; read it again");
    static final ErrorCode OVER = new ErrorCode(409, "task_over", "the task is done or cancelled");

    private GovernanceErrors() {}
}
