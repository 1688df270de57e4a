package org.servicemap.open311;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Problem;
import org.servicemap.http.ProblemFormat;

/** How GeoReport refuses: a list of errors, 404 for what does not exist, 403 for the key, else 400. */
final class Open311Errors implements ProblemFormat {
    static final Open311Errors FORMAT = new Open311Errors();

    static final ErrorCode UNKNOWN_JURISDICTION =
            new ErrorCode(404, "unknown_jurisdiction", "a jurisdiction_id that is not this city's");
    static final ErrorCode UNKNOWN_SERVICE = new ErrorCode(404, "unknown_service", "a service_code that is not listed");
    static final ErrorCode NO_DEFINITION =
            new ErrorCode(404, "no_definition", "the service has no attributes: its metadata is false");
    static final ErrorCode UNKNOWN_REQUEST =
            new ErrorCode(404, "unknown_service_request", "a service_request_id or token that is not public");
    static final ErrorCode BAD_KEY =
            new ErrorCode(403, "bad_api_key", "no api_key, or none of a service account that may file");
    static final ErrorCode BAD_ARGUMENT =
            new ErrorCode(400, "bad_argument", "an argument is missing or not acceptable");

    private Open311Errors() {}

    @Override
    public boolean covers(String path) {
        return path.startsWith("/open311/");
    }

    @Override
    public int status(ErrorCode code) {
        return switch (code.status()) {
            case 404, 405, 429 -> code.status();
            case 401, 403 -> 403;
            default -> code.status() >= 500 ? code.status() : 400;
        };
    }

    @Override
    public List<String> mediaTypes() {
        return Format.mediaTypes();
    }

    @Override
    public String mediaType(String path) {
        return Format.ofPath(path).mediaType();
    }

    @Override
    public byte[] write(Problem problem, String mediaType) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", status(problem.errorCode()));
        error.put("description", problem.detail());
        Format format = mediaType.equals(Format.JSON.mediaType()) ? Format.JSON : Format.XML;
        return format.write(Document.list("errors", "error", List.of(error)));
    }
}
