package org.servicemap.incidents;

import java.util.List;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.ProblemMapping;

/** How incidents fail on the wire. */
public final class IncidentErrors {
    public static final ErrorCode UNKNOWN = new ErrorCode(404, IncidentException.UNKNOWN, "an id that no incident has");
    public static final ErrorCode ENDED =
            new ErrorCode(409, IncidentException.ENDED, "the incident is not open any more");
    static final ErrorCode CHANGED =
            new ErrorCode(409, IncidentException.CHANGED, "the incident was changed since it was seen");
    static final ErrorCode BAD_FIELD =
            new ErrorCode(400, IncidentException.BAD_FIELD, "a field's value is not acceptable");
    static final ErrorCode BAD_FILE = new ErrorCode(
            400, IncidentException.BAD_FILE, "nothing was imported: the detail names row, field and fault of each");

    private static final List<ErrorCode> ALL =
            List.of(UNKNOWN, ENDED, CHANGED, BAD_FIELD, BAD_FILE, ErrorCode.OUT_OF_SCOPE);

    private IncidentErrors() {}

    /** Mappings for the application to register. */
    public static List<ProblemMapping<?>> mappings() {
        return List.of(ProblemMapping.of(
                IncidentException.class,
                e -> ALL.stream()
                        .filter(code -> code.code().equals(e.code()))
                        .findFirst()
                        .orElse(BAD_FIELD)
                        .problem(String.valueOf(e.getMessage()), e.field())));
    }
}
