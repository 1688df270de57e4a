package org.servicemap.areas;

import java.util.List;
import org.servicemap.areas.index.ResolverException;
import org.servicemap.geo.GeoException;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Problem;
import org.servicemap.http.ProblemMapping;

/** How questions about areas fail on the wire. */
public final class AreaErrors {
    public static final ErrorCode COORDINATE_OUT_OF_RANGE =
            new ErrorCode(400, "coordinate_out_of_range", "longitude or latitude cannot be on earth, perhaps swapped");
    public static final ErrorCode UNKNOWN_CRS =
            new ErrorCode(400, "unknown_crs", "a coordinate reference system that is not known");
    public static final ErrorCode IMPLAUSIBLE =
            new ErrorCode(400, "implausible_coordinates", "coordinates that cannot be in the stated crs");
    public static final ErrorCode BAD_BBOX = new ErrorCode(400, "bad_bbox", "a box whose min is above its max");
    public static final ErrorCode BAD_ACCURACY =
            new ErrorCode(400, ResolverException.BAD_ACCURACY, "an accuracy that is no radius in metres");
    public static final ErrorCode UNKNOWN_OVERLAY_PARAMETER =
            new ErrorCode(400, ResolverException.UNKNOWN_OVERLAY, "an overlay layer that the version does not have");
    public static final ErrorCode BEFORE_FIRST_VERSION =
            new ErrorCode(400, "before_first_version", "a date on which no published boundaries were in force");
    static final ErrorCode COLUMNS_NOT_FOUND =
            new ErrorCode(400, BatchException.COLUMNS_NOT_FOUND, "no column is recognised as longitude or latitude");
    static final ErrorCode DOUBLED_COLUMN =
            new ErrorCode(400, BatchException.DOUBLED_COLUMN, "a header that names a column twice");
    static final ErrorCode UNKNOWN_CHARSET =
            new ErrorCode(415, BatchException.UNKNOWN_CHARSET, "a charset that is not known");
    static final ErrorCode EMPTY_FILE = new ErrorCode(400, BatchException.EMPTY_FILE, "a file that holds nothing");
    public static final ErrorCode UNKNOWN_VERSION =
            new ErrorCode(404, "unknown_version", "an area version that is not known");
    static final ErrorCode UNKNOWN_REPORT =
            new ErrorCode(404, "unknown_report", "an import's report that is not known");
    public static final ErrorCode UNKNOWN_LEVEL =
            new ErrorCode(404, "unknown_level", "a level that the city does not have");
    public static final ErrorCode UNKNOWN_AREA =
            new ErrorCode(404, "unknown_area", "a code that no area of the level has");
    static final ErrorCode UNKNOWN_OVERLAY =
            new ErrorCode(404, "unknown_overlay", "an overlay layer that the version does not have");

    private AreaErrors() {}

    /** The problems that positions cause, for routes that take one. */
    public static ErrorCode[] ofPosition() {
        return new ErrorCode[] {COORDINATE_OUT_OF_RANGE, UNKNOWN_CRS, IMPLAUSIBLE, BAD_ACCURACY};
    }

    /** Mappings for the application to register. */
    public static List<ProblemMapping<?>> mappings() {
        return List.of(
                ProblemMapping.of(AreaException.class, AreaErrors::problem),
                ProblemMapping.of(ResolverException.class, AreaErrors::problem),
                ProblemMapping.of(BatchException.class, AreaErrors::problem),
                ProblemMapping.of(GeoException.class, AreaErrors::problem));
    }

    private static Problem problem(ResolverException e) {
        String detail = String.valueOf(e.getMessage());
        return switch (e.code()) {
            case ResolverException.BAD_ACCURACY -> BAD_ACCURACY.problem(detail, "accuracy");
            case ResolverException.UNKNOWN_OVERLAY -> UNKNOWN_OVERLAY_PARAMETER.problem(detail, "overlays");
            default -> ErrorCode.INTERNAL.problem("the resolver cannot answer");
        };
    }

    private static Problem problem(AreaException e) {
        String detail = String.valueOf(e.getMessage());
        return switch (e.code()) {
            case AreaException.BEFORE_FIRST_VERSION -> BEFORE_FIRST_VERSION.problem(detail, "on");
            case AreaException.UNKNOWN_VERSION -> UNKNOWN_VERSION.problem(detail, "version");
            case AreaException.NO_VERSION ->
                ErrorCode.UNAVAILABLE.problem(detail).retryAfter(10);
            default -> new ErrorCode(409, e.code(), "").problem(detail);
        };
    }

    private static Problem problem(BatchException e) {
        String detail = String.valueOf(e.getMessage());
        return switch (e.code()) {
            case BatchException.COLUMNS_NOT_FOUND -> COLUMNS_NOT_FOUND.problem(detail);
            case BatchException.DOUBLED_COLUMN -> DOUBLED_COLUMN.problem(detail);
            case BatchException.UNKNOWN_CHARSET -> UNKNOWN_CHARSET.problem(detail, "Content-Type");
            default -> EMPTY_FILE.problem(detail);
        };
    }

    private static Problem problem(GeoException e) {
        String detail = String.valueOf(e.getMessage());
        return new ErrorCode(400, e.code(), "").problem(detail, e.field());
    }
}
