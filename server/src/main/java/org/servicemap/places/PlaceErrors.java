package org.servicemap.places;

import java.util.List;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Problem;
import org.servicemap.http.ProblemMapping;

/** How this feature fails on the wire. */
public final class PlaceErrors {
    public static final ErrorCode UNKNOWN =
            new ErrorCode(404, PlaceException.UNKNOWN, "a code that no place you may see has");
    public static final ErrorCode UNKNOWN_CATEGORY =
            new ErrorCode(404, PlaceException.UNKNOWN_CATEGORY, "a code that no place category has");
    public static final ErrorCode UNKNOWN_MATTER =
            new ErrorCode(404, PlaceException.UNKNOWN_MATTER, "a code that no matter has");
    public static final ErrorCode UNKNOWN_VERSION =
            new ErrorCode(404, PlaceException.UNKNOWN_VERSION, "a version that the place does not have");
    public static final ErrorCode UNKNOWN_IMPORT =
            new ErrorCode(404, PlaceException.UNKNOWN_IMPORT, "an import that there is not");
    public static final ErrorCode BAD_FIELD =
            new ErrorCode(400, PlaceException.BAD_FIELD, "a field's value is not acceptable");
    public static final ErrorCode CHANGED =
            new ErrorCode(409, PlaceException.CHANGED, "the place was changed since it was seen");
    public static final ErrorCode NO_DRAFT = new ErrorCode(404, PlaceException.NO_DRAFT, "the place has no draft");
    public static final ErrorCode BAD_FILE =
            new ErrorCode(400, PlaceException.BAD_FILE, "the file is no table of places");
    public static final ErrorCode REFUSED =
            new ErrorCode(409, PlaceException.REFUSED, "the import has errors, or was published or deleted before");

    private static final List<ErrorCode> ALL = List.of(
            UNKNOWN,
            UNKNOWN_CATEGORY,
            UNKNOWN_MATTER,
            UNKNOWN_VERSION,
            UNKNOWN_IMPORT,
            BAD_FIELD,
            CHANGED,
            NO_DRAFT,
            BAD_FILE,
            REFUSED);

    private PlaceErrors() {}

    public static List<ProblemMapping<?>> mappings() {
        return List.of(ProblemMapping.of(PlaceException.class, PlaceErrors::problem));
    }

    private static Problem problem(PlaceException e) {
        ErrorCode code = ALL.stream()
                .filter(each -> each.code().equals(e.code()))
                .findFirst()
                .orElse(BAD_FIELD);
        return code.problem(String.valueOf(e.getMessage()), e.field());
    }
}
