package org.servicemap.requests;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.FieldException;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Input;

/** What an action carries, as it is sent. */
@Describe("What the action carries; which of it, the table of transitions says")
record ActionJson(
        @Describe("The version that was seen; the action is refused when the request has changed since") @Nullable
        Integer version,

        @Nullable String unit,
        @Nullable List<String> units,

        @Describe("Units that are told of a dispatch; left out, a sub-district's is copied to its district") @Nullable
        List<String> copies,

        @Nullable String reason,
        @Nullable String reply,
        @Nullable String text,
        @Nullable OffsetDateTime until,
        @Nullable String diversion,
        @Describe("Account id") @Nullable String handler,
        @Nullable String outcome,
        @Nullable Boolean contacted,
        @Nullable Boolean solved,
        @Nullable String satisfaction,
        @Nullable String unreached,
        @Nullable Integer score,

        @Describe("Number of the request to follow") @Nullable
        String parent,

        @Nullable String category,

        @Describe("One of the city's kinds of requests") @Nullable
        String kind,

        @Describe("Where it is after all, for a correction") FilingJson.@Nullable WhereJson where,

        @Describe("A place that proves the point: lon,lat") @Nullable
        String evidence,

        @Describe("Keys of uploads, at most 9, as the upload answered them") @Nullable
        List<String> attachments) {
    ActionJson {
        if (handler != null && !handler.matches("[0-9]{1,18}")) {
            throw new FieldException("handler", "an account's id is a number");
        }
        requireShort("reason", reason);
        requireShort("reply", reply);
        requireShort("text", text);
        requireShort("evidence", evidence);
    }

    private static void requireShort(String field, @Nullable String said) {
        if (said != null && said.codePointCount(0, said.length()) > Filing.MAX_TEXT) {
            throw new FieldException(field, "at most " + Filing.MAX_TEXT + " characters");
        }
    }

    static final ActionJson NOTHING = new ActionJson(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null);

    /** @param parentId id of the request that {@code parent} names */
    ActionInput toInput(@Nullable Long parentId) {
        return ActionInput.builder()
                .text(Input.UNIT, unit)
                .list(Input.UNITS, units)
                .list(Input.COPIES, copies)
                .text(Input.REASON, reason)
                .text(Input.REPLY, reply)
                .text(Input.TEXT, text)
                .until(until == null ? null : until.toInstant())
                .text(Input.DIVERSION, diversion)
                .number(Input.HANDLER, handler == null ? null : Long.valueOf(handler))
                .text(Input.OUTCOME, outcome)
                .flag(Input.CONTACTED, contacted)
                .flag(Input.SOLVED, solved)
                .text(Input.SATISFACTION, satisfaction)
                .text(Input.UNREACHED, unreached)
                .number(Input.SCORE, score == null ? null : score.longValue())
                .number(Input.PARENT, parentId)
                .text(Input.CATEGORY, category)
                .text(Input.KIND, kind)
                .list(Input.WHERE, where == null ? null : where.toWhere().parts())
                .text(Input.ADDRESS, where == null ? null : where.address())
                .text(Input.EVIDENCE, evidence)
                .list(Input.ATTACHMENTS, RequestFiles.keys(attachments))
                .build();
    }
}
