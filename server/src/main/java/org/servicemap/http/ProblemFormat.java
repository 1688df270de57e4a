package org.servicemap.http;

import java.util.List;

/** How refusals look on the wire below the paths of another standard. Thread-safe. */
public interface ProblemFormat {
    /** Whether a path is the standard's. */
    boolean covers(String path);

    /** The HTTP status that the standard has for a code. */
    int status(ErrorCode code);

    /** Media types of the bodies that it writes. */
    List<String> mediaTypes();

    /** The media type for what was asked at a path; one of {@link #mediaTypes}. */
    String mediaType(String path);

    byte[] write(Problem problem, String mediaType);
}
